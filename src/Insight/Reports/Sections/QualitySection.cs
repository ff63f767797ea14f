namespace Insight.Reports.Sections;

/// <summary>What became of the rows of every dropped file.</summary>
internal static class QualitySection
{
    public static Markup Draw(ReportData data)
    {
        if (data.Files.Count == 0)
        {
            return Html.Section("quality", "Where the figures come from", "No file yet.", Html.Nothing("Every dropped file gets a receipt: rows read, accepted, repaired, rejected and duplicate, with reasons."));
        }

        var read = data.Files.Sum(file => file.Read);
        var accepted = data.Files.Sum(file => file.Accepted);
        var reasons = data.Files.SelectMany(file => file.Reasons).GroupBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(group => (Code: group.Key, Rows: group.Sum(reason => reason.Value))).OrderByDescending(reason => reason.Rows).ToList();
        var files = Html.Table(
            "Dropped files", ["File", "Format", "Status", "Read", "Accepted", "Repaired", "Rejected", "Duplicate"],
            data.Files.Select(IReadOnlyList<string> (file) =>
            [
                file.Name, file.Format, file.Status, Figures.Count(file.Read), Figures.Count(file.Accepted), Figures.Count(file.Repaired), Figures.Count(file.Rejected), Figures.Count(file.Duplicate),
            ]),
            textColumns: 3);
        foreach (var file in data.Files.Where(file => file is { Message.Length: > 0, Status: not "done" }))
        {
            files.Add($"""<p class="decision"><strong>{file.Name}</strong> is {file.Status}: {file.Message}</p>""");
        }

        var cards = new List<Markup>
        {
            Html.Card("Every row of every file", "From the receipts. Read = accepted + rejected + duplicate; repaired rows are among the accepted. Rejected rows are kept in quarantine with their reason.", files, "wide"),
        };
        if (reasons.Count > 0)
        {
            cards.Add(Html.Card(
                "Why rows were rejected, repaired or marked", "Rows per rule over all files; a row may have more than one.",
                Html.Table("Reasons", ["Rule", "Rows"], reasons.Select(IReadOnlyList<string> (reason) => [reason.Code, Figures.Count(reason.Rows)])), "wide"));
        }

        return Html.Section(
            "quality", "Where the figures come from",
            $"{Figures.Count(read)} rows were read from {Figures.Count(data.Files.Count)} files and {Figures.Percent(read == 0 ? 0 : (double)accepted / read)} of them accepted.", Html.Grid([.. cards]));
    }
}
