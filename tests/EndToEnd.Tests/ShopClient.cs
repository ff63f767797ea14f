using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Insight.EndToEnd.Tests;

/// <summary>What a shop's developer has: a key and HTTP.</summary>
public sealed class ShopClient(string shop, HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public string Shop { get; } = shop;

    public HttpClient Http { get; } = http;

    public string Route(string path) => $"api/v1/shops/{Shop}/{path}";

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Http.GetAsync(Route(path));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.PostAsJsonAsync(Route(path), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"POST {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Asks for a link, puts the file there as a shop's tool would, and waits for the receipt.</summary>
    public async Task<JsonElement> DropAsync(string name, byte[] content)
    {
        var link = await PostAsync("uploads", new { name }, HttpStatusCode.Created);
        using (var anonymous = new HttpClient())
        {
            using var put = new HttpRequestMessage(HttpMethod.Put, link.GetProperty("uploadUrl").GetString()) { Content = new ByteArrayContent(content) };
            put.Headers.Add("x-ms-blob-type", "BlockBlob");
            using var response = await anonymous.SendAsync(put);
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        var path = link.GetProperty("path").GetString()!; // the contract promises it
        return await WaitAsync($"the receipt of {name}", async () =>
        {
            var list = await GetAsync($"ingestions?path={Uri.EscapeDataString(path)}");
            var receipts = list.GetProperty("ingestions").EnumerateArray().ToList();
            return receipts.Count > 0 && receipts[0].GetProperty("status").GetString() is not "running" ? receipts[0] : null;
        });
    }

    /// <summary>Trains and waits for the run's report.</summary>
    public async Task<JsonElement> TrainAsync(object request)
    {
        var run = (await PostAsync("training", request, HttpStatusCode.Accepted)).GetProperty("runId").GetString();
        return await WaitAsync($"run {run}", async () =>
        {
            var report = await GetAsync($"training/{run}");
            return report.GetProperty("status").GetString() is "done" or "failed" ? report : null;
        });
    }

    /// <summary>customers.csv by customer and column, once it speaks of these model versions.</summary>
    public async Task<Dictionary<string, Dictionary<string, string>>> CustomersAsync(string query = "")
    {
        var text = await WaitAsync($"customers.csv{query}", async () =>
        {
            using var response = await Http.GetAsync(Route("customers.csv" + query));
            return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : null;
        });
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = Fields(lines[0]);
        return lines[1..].Select(line => header.Zip(Fields(line)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))
            .ToDictionary(row => row["customer_id"], StringComparer.Ordinal);
    }

    /// <summary>The fields of a line, where only names hold commas and so stand in quotes.</summary>
    private static List<string> Fields(string line) =>
        [.. Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(match => match.Groups[1].Success ? match.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups[2].Value)];

    /// <summary>The refresh that follows a published run, told by the version of a profile's purchase model.</summary>
    public Task<JsonElement> WaitForProfileAsync(string customer, string purchaseVersion) => WaitAsync($"the profile of {customer}", async () =>
    {
        using var response = await Http.GetAsync(Route($"customers/{Uri.EscapeDataString(customer)}"));
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var profile = await response.Content.ReadFromJsonAsync<JsonElement>();
        return profile.GetProperty("model").TryGetProperty("purchase", out var version) && version.GetString() == purchaseVersion ? profile : (JsonElement?)null;
    });

    public static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static async Task<T> WaitAsync<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"{what} did not come within {Patience}.");
    }

    public static async Task<JsonElement> WaitAsync(string what, Func<Task<JsonElement?>> ask)
    {
        var boxed = await WaitAsync<object>(what, async () => await ask() is { } element ? element : null);
        return (JsonElement)boxed;
    }
}
