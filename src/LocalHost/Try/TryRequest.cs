using System.Globalization;
using Insight.LocalHost.Commands;
using Insight.LocalHost.Hosting;

namespace Insight.LocalHost.Try;

/// <summary>What <c>try</c> was asked: which files, and how to read them.</summary>
/// <param name="Files">Each with its name below the shop's folder.</param>
internal sealed record TryRequest(
    string Source, IReadOnlyList<(string File, string Name)> Files, string Currency, string TimeZone, DateOnly? AsOf, int? HorizonDays)
{
    /// <exception cref="LocalHostException">No such file, or an option is wrong; says what was found and what is expected.</exception>
    public static TryRequest Read(CommandLine line)
    {
        if (line.Arguments is not [var source])
        {
            throw new LocalHostException($"try expects one file or folder, found {line.Arguments.Count} arguments; see --help.");
        }

        var zone = line.Values.GetValueOrDefault("--time-zone", "UTC");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new LocalHostException($"--time-zone is '{zone}', expected a name such as Europe/Berlin.");
        }

        var currency = line.Values.GetValueOrDefault("--currency", "EUR");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
        {
            throw new LocalHostException($"--currency is '{currency}', expected three capital letters such as GBP.");
        }

        return new TryRequest(source, FilesOf(source), currency, zone, AsOfDay(line), Horizon(line));
    }

    private static IReadOnlyList<(string File, string Name)> FilesOf(string source)
    {
        if (File.Exists(source))
        {
            var mapping = source + ".mapping.json";
            return File.Exists(mapping)
                ? [(mapping, Path.GetFileName(mapping)), (source, Path.GetFileName(source))]
                : [(source, Path.GetFileName(source))];
        }

        if (!Directory.Exists(source))
        {
            throw new LocalHostException($"There is neither a file nor a folder '{source}'.");
        }

        // Mappings first: a file then need not wait for its own.
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
            .OrderByDescending(file => file.EndsWith(".mapping.json", StringComparison.OrdinalIgnoreCase)).ThenBy(file => file, StringComparer.Ordinal)
            .Select(file => (file, Path.GetRelativePath(source, file).Replace(Path.DirectorySeparatorChar, '/'))).ToList();
        return files.Count > 0 ? files : throw new LocalHostException($"The folder '{source}' holds no file.");
    }

    private static DateOnly? AsOfDay(CommandLine line) => line.Values.TryGetValue("--as-of", out var text)
        ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new LocalHostException($"--as-of is '{text}', expected a day such as 2025-06-30.")
        : null;

    private static int? Horizon(CommandLine line) => line.Values.TryGetValue("--horizon", out var text)
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 730
            ? days
            : throw new LocalHostException($"--horizon is '{text}', expected days from 1 to 730.")
        : null;
}
