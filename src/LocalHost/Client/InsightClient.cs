using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Insight.Ingestion;
using Insight.LocalHost.Hosting;
using Insight.Profiles;
using Insight.Recommendations;
using Insight.Registry;
using Insight.Reports;
using Insight.Training.Runs;

namespace Insight.LocalHost.Client;

/// <summary>The HTTP contract as one shop uses it: what demo and try do, anybody could do with curl.</summary>
internal sealed class InsightClient : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly HttpClient _http;

    public InsightClient(Uri root, string shop, string key)
    {
        Shop = shop;
        Key = key;
        Root = root.ToString().TrimEnd('/');
        _http = new HttpClient { BaseAddress = new Uri($"{Root}/api/v1/shops/{shop}/"), Timeout = TimeSpan.FromMinutes(5) };
        _http.DefaultRequestHeaders.Add("x-api-key", key);
    }

    public string Shop { get; }

    public string Key { get; }

    /// <summary>Without a slash at the end.</summary>
    public string Root { get; }

    /// <summary>Creates a shop with the admin key and returns a client that holds the new shop's key.</summary>
    public static async Task<InsightClient> CreateShopAsync(Uri root, string adminKey, string shop, string currency, string timeZone, CancellationToken cancellationToken)
    {
        using var admin = new HttpClient { BaseAddress = root };
        admin.DefaultRequestHeaders.Add("x-api-key", adminKey);
        using var answer = await admin.PostAsJsonAsync("/api/v1/shops", new { shop, currency, timeZone }, Json, cancellationToken);
        var created = await ReadAsync<CreatedShop>(answer, cancellationToken);
        return new InsightClient(root, shop, created.Key);
    }

    /// <summary>Asks for an address and PUTs the file there. Returns the path under which receipts name it.</summary>
    public async Task<string> UploadAsync(string file, string name, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("uploads", new { name }, Json, cancellationToken);
        var link = await ReadAsync<Link>(answer, cancellationToken);
        await using var content = File.OpenRead(file);
        using var put = new HttpRequestMessage(HttpMethod.Put, link.UploadUrl) { Content = new StreamContent(content) };
        put.Headers.Add("x-ms-blob-type", "BlockBlob");
        using var storage = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
        using var stored = await storage.SendAsync(put, cancellationToken);
        return stored.IsSuccessStatusCode
            ? link.Path
            : throw new LocalHostException($"Storage answered {(int)stored.StatusCode} to the upload of {name}.");
    }

    /// <summary>Receipts of one file, newest first.</summary>
    public async Task<IReadOnlyList<IngestionReceipt>> ReceiptsAsync(string path, CancellationToken cancellationToken) =>
        (await GetAsync<ReceiptList>($"ingestions?path={Uri.EscapeDataString(path)}", cancellationToken)).Ingestions;

    /// <param name="models">Null for all.</param>
    public async Task<string> StartTrainingAsync(DateOnly? asOf, int? horizonDays, CancellationToken cancellationToken, IReadOnlyList<string>? models = null)
    {
        // Training a shop's own old export as of a day is meant to serve, so it is published.
        var request = new Dictionary<string, object>(StringComparer.Ordinal);
        if (asOf is { } day)
        {
            request["asOf"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            request["publish"] = true;
        }

        if (horizonDays is { } days)
        {
            request["horizonDays"] = days;
        }

        if (models is not null)
        {
            request["models"] = models;
        }

        using var answer = await _http.PostAsJsonAsync("training", request, Json, cancellationToken);
        return (await ReadAsync<StartedRun>(answer, cancellationToken)).RunId;
    }

    public Task<TrainingRun> RunAsync(string runId, CancellationToken cancellationToken) => GetAsync<TrainingRun>($"training/{runId}", cancellationToken);

    /// <summary>Model name → version that serves.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ChampionsAsync(CancellationToken cancellationToken) =>
        (await GetAsync<ModelVersions>("models", cancellationToken)).Models.Where(model => model.Version is not null)
            .ToDictionary(model => model.Model, model => model.Version!, StringComparer.Ordinal); // filtered above

    public async Task<ModelManifest?> ChampionAsync(string model, CancellationToken cancellationToken) =>
        (await GetAsync<Detail>($"models/{model}", cancellationToken)).Champion;

    /// <summary>Null before the first refresh.</summary>
    public async Task<SegmentsReport?> SegmentsAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("segments", cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<SegmentsReport>(answer, cancellationToken);
    }

    public async Task<IReadOnlyList<ScoredCustomer>> CustomersAsync(CancellationToken cancellationToken)
    {
        using var text = new StringReader(await TextAsync("customers.csv", cancellationToken));
        return [.. ScoredCustomersCsv.Read(text)];
    }

    /// <summary>Profiles of the e-mails that are known, in batches of a thousand.</summary>
    public async Task<IReadOnlyDictionary<string, CustomerProfile>> LookupAsync(IEnumerable<string> emails, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, CustomerProfile>(StringComparer.Ordinal);
        foreach (var batch in emails.Chunk(1000))
        {
            using var answer = await _http.PostAsJsonAsync("customers/lookup", new { emails = batch }, Json, cancellationToken);
            foreach (var customer in (await ReadAsync<Lookup>(answer, cancellationToken)).Customers)
            {
                if (customer is { Email: { } email, Profile: { } profile })
                {
                    found[email] = profile;
                }
            }
        }

        return found;
    }

    /// <summary>What to show next, in the order of the requests.</summary>
    /// <param name="requests">Bodies of <c>POST /recommendations</c>, a thousand at most.</param>
    public async Task<IReadOnlyList<RecommendationAnswer>> RecommendAsync(IEnumerable<object> requests, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("recommendations/batch", new { requests }, Json, cancellationToken);
        return (await ReadAsync<Recommended>(answer, cancellationToken)).Results;
    }

    /// <summary>Null until it has been made, which follows the refresh of the profiles.</summary>
    public async Task<string?> ReportAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("report", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    private async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            ?? throw new LocalHostException($"{answer.RequestMessage?.RequestUri?.AbsolutePath} answered null.");
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw new LocalHostException(
                $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.AbsolutePath} answered {(int)answer.StatusCode}: {(text.Length <= 500 ? text : text[..500] + "…")}");
        }
    }

    private sealed record CreatedShop(string Key);

    private sealed record Link(string Path, string UploadUrl);

    private sealed record ReceiptList(IReadOnlyList<IngestionReceipt> Ingestions);

    private sealed record StartedRun(string RunId);

    private sealed record ModelVersions(IReadOnlyList<ModelVersion> Models);

    private sealed record ModelVersion(string Model, string? Version);

    private sealed record Detail(ModelManifest? Champion);

    private sealed record Lookup(IReadOnlyList<LookedUp> Customers);

    private sealed record Recommended(IReadOnlyList<RecommendationAnswer> Results);

    private sealed record LookedUp(string? Email, CustomerProfile? Profile);
}
