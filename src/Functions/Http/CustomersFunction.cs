using Insight.Profiles;
using Insight.Shops;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>Profiles as the last refresh left them: one, some, or all as a file.</summary>
public sealed class CustomersFunction(ApiCall api, ProfileTable profiles, CustomerExports exports)
{
    private const int MaxLookups = 1000;

    [Function("GetCustomer")]
    [ApiOperation("A customer's profile.", ApiAccess.Read, Answer = typeof(CustomerProfile), Problems = [404])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/customers/{id}")] HttpRequest request,
        string shop,
        string id,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var customer = RouteText.Decode(id);
                return await profiles.FindAsync(found.Id, customer, cancellationToken).ConfigureAwait(false) is { } stored
                    ? ApiResults.Json(stored.Profile)
                    : throw ProblemException.NotFound("There is no customer of this id.");
            },
            cancellationToken);

    [Function("LookUpCustomers")]
    [ApiOperation("Profiles by ids or e-mails; an e-mail never stands in an address.", ApiAccess.Read,
        Request = typeof(LookupRequest), Answer = typeof(LookupAnswer), Problems = [415])]
    public Task<IResult> LookUpAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/shops/{shop}/customers/lookup")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var sent = await RequestJson.ReadAsync<LookupRequest>(request, cancellationToken).ConfigureAwait(false);
                var (ids, emails) = (Checked(sent.Ids, "ids"), Checked(sent.Emails, "emails"));
                if (ids.Count + emails.Count is 0 or > MaxLookups)
                {
                    throw new InvalidFieldsException("ids", $"{ids.Count + emails.Count} ids and emails were found; expected 1 to {MaxLookups} in one call.");
                }

                string[] wanted = [.. ids, .. emails.Select(email => CustomerIds.FromEmail(found.Salt.Span, email))];
                var stored = await profiles.GetManyAsync(found.Id, wanted, cancellationToken).ConfigureAwait(false);
                return ApiResults.Json(new LookupAnswer([.. stored.Select((profile, i) => new LookedUpCustomer
                {
                    Id = i < ids.Count ? ids[i] : null,
                    Email = i < ids.Count ? null : emails[i - ids.Count],
                    Status = profile is null ? CustomerStatus.Unknown : CustomerStatus.Known,
                    Profile = profile?.Profile,
                })]));
            },
            cancellationToken);

    [Function("GetCustomersCsv")]
    [ApiOperation("One line per customer with every score, of the last refresh or of a backtest.", ApiAccess.Read, AnswerMediaType = "text/csv", Problems = [404])]
    [ApiParameter("runId", "A backtest's lines instead.")]
    [ApiParameter("segment", "Only customers of this segment (name or number).")]
    [ApiParameter("group", "Only customers of this RFM group.")]
    [ApiParameter("updatedSince", "Only customers whose profile changed since this instant.")]
    public Task<IResult> GetCsvAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/shops/{shop}/customers.csv")] HttpRequest request,
        string shop,
        CancellationToken cancellationToken) =>
        api.RunAsync(
            request,
            shop,
            KeyScope.Read,
            async found =>
            {
                var filter = Filter(request);
                var runId = QueryText.Read(request, "runId");
                var pointer = runId is null || QueryText.IsId(runId)
                    ? await exports.FindAsync(found.Id, runId, cancellationToken).ConfigureAwait(false)
                    : null;
                return pointer is null
                    ? throw ProblemException.NotFound(runId is null ? "No profiles were made yet: drop orders and train first." : $"There is no finished backtest '{runId}'.")
                    : Results.Stream(stream => exports.WriteAsync(pointer, filter, stream, cancellationToken), "text/csv; charset=utf-8", "customers.csv");
            },
            cancellationToken);

    private static CustomerFilter Filter(HttpRequest request)
    {
        var since = QueryText.Read(request, "updatedSince");
        DateTimeOffset? updatedSince = null;
        if (since is not null)
        {
            updatedSince = Instants.TryParse(since, out var at)
                ? at
                : throw new InvalidFieldsException("updatedSince", $"'{since}' is not a time; expected an instant with its zone such as 2011-08-31T22:59:59Z.");
        }

        return new CustomerFilter { Segment = QueryText.Read(request, "segment"), Group = QueryText.Read(request, "group"), UpdatedSince = updatedSince };
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string>? values, string field)
    {
        for (var i = 0; i < (values?.Count ?? 0); i++)
        {
            if (string.IsNullOrWhiteSpace(values![i]))
            {
                throw new InvalidFieldsException($"{field}[{i}]", "Nothing was found; expected a text.");
            }
        }

        return values ?? [];
    }
}
