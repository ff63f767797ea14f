using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Insight.Ingestion.Reading;

/// <summary>
/// A zip archive, read through its list of entries and never unpacked to disk. Names of entries are shown and compared, never used as paths.
/// </summary>
internal sealed class UploadArchive : IDisposable
{
    private const string From = "a zip archive";
    private const int MaxMappingBytes = 1_000_000;
    private static readonly string[] NoData = [".md", ".pdf", ".html", ".htm", ".rtf", ".doc", ".docx", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ini", ".db"];
    private static readonly string[] AboutData = ["readme", "license", "licence", "changelog", "notice", "copying"];
    private readonly ZipArchive _archive;
    private readonly IngestionOptions _options;

    private UploadArchive(ZipArchive archive, IngestionOptions options) => (_archive, _options) = (archive, options);

    /// <summary>Whether it is an Excel workbook, which is a zip archive too.</summary>
    public bool IsWorkbook => IsOffice && _archive.Entries.Any(entry => entry.FullName.StartsWith("xl/", StringComparison.Ordinal));

    private bool IsOffice => _archive.Entries.Any(entry => entry.FullName == "[Content_Types].xml");

    /// <param name="stream">Can seek.</param>
    /// <exception cref="UploadRefusedException">Damaged, encrypted, or made to fill disks.</exception>
    public static async Task<UploadArchive> OpenAsync(Stream stream, IngestionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken).ConfigureAwait(false);
            Check(archive.Entries, stream.Length, options);
            return new UploadArchive(archive, options);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw UnpackedStream.Damaged(From, e.Message);
        }
    }

    public async IAsyncEnumerable<UploadPart> ListAsync(Mapping? mapping, string folder, Action<string> note, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsOffice || _archive.Entries.Any(entry => entry.FullName == "mimetype"))
        {
            throw new UploadRefusedException("Found an office document that is no Excel workbook: expected .xlsx or CSV. Save its table as one of them and upload that.");
        }

        var mappings = new Dictionary<string, Mapping>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _archive.Entries.Where(entry => MappingStore.IsMapping(entry.FullName) && !IsHidden(entry)))
        {
            mappings[MappingStore.TargetOf(entry.FullName)] = await ReadMappingAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        var skipped = new List<string>();
        var parts = 0;
        foreach (var entry in _archive.Entries.Where(entry => !MappingStore.IsMapping(entry.FullName) && !entry.FullName.EndsWith('/')))
        {
            var kind = entry.Length == 0 || IsHidden(entry) || IsAbout(entry) ? ContentKind.Blank : await KindOfAsync(entry, cancellationToken).ConfigureAwait(false);
            if (kind is ContentKind.Blank or ContentKind.Binary)
            {
                skipped.Add(entry.FullName);
                continue;
            }

            parts++;
            var own = mappings.GetValueOrDefault(entry.FullName) ?? mapping;
            if (kind is not (ContentKind.Zip or ContentKind.CompoundFile))
            {
                yield return new UploadPart(entry.FullName, own, token => OpenContentAsync(entry, token));
                continue;
            }

            using var workbook = await LayWorkbookDownAsync(entry, kind, folder, cancellationToken).ConfigureAwait(false);
            foreach (var sheet in workbook.List(own))
            {
                yield return sheet with { Name = $"{entry.FullName}: {sheet.Name}" };
            }
        }

        if (parts == 0)
        {
            throw new UploadRefusedException($"The zip archive holds no data: found {(skipped.Count == 0 ? "no files" : Shown.Names(skipped))}, expected CSV, JSON, Parquet or Excel files. Put the exports into it and upload it again.");
        }

        if (skipped.Count > 0)
        {
            note($"Left out of the archive, as no data: {Shown.Names(skipped)}.");
        }
    }

    public void Dispose() => _archive.Dispose();

    private static void Check(IReadOnlyCollection<ZipArchiveEntry> entries, long packedBytes, IngestionOptions options)
    {
        if (entries.Count > options.MaxArchiveEntries)
        {
            throw new UploadRefusedException(FormattableString.Invariant(
                $"The zip archive holds too many files: found {entries.Count}, expected at most {options.MaxArchiveEntries}. Put fewer into one archive, or join them, and upload them again."));
        }

        if (entries.FirstOrDefault(entry => entry.IsEncrypted) is { } encrypted)
        {
            throw new UploadRefusedException($"The zip archive is encrypted (found a password on '{Shown.Text(encrypted.FullName)}'): expected one without. Pack it without a password and upload it again.");
        }

        // No more than what an entry says of itself is ever read from it. Entries may share their packed bytes, so all count against the whole.
        UnpackedStream.Check(entries.Sum(entry => (decimal)entry.Length) is var bytes && bytes > long.MaxValue ? long.MaxValue : (long)bytes, packedBytes, options);
    }

    /// <summary>What the system that packed it put beside the files.</summary>
    private static bool IsHidden(ZipArchiveEntry entry) => entry.FullName.Split('/', '\\').Any(segment => segment is "__MACOSX" || (segment.StartsWith('.') && segment is not ("." or "..")));

    private static bool IsAbout(ZipArchiveEntry entry) =>
        NoData.Any(extension => entry.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) || AboutData.Contains(entry.Name.Split('.')[0], StringComparer.OrdinalIgnoreCase);

    private static bool IsDamage(Exception e) => e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException;

    private static UploadRefusedException Damaged(ZipArchiveEntry entry, string problem) => UnpackedStream.Damaged($"{From}, its file '{Shown.Text(entry.FullName)}'", problem);

    private async Task<Stream> OpenAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return new UnpackedStream(await entry.OpenAsync(cancellationToken).ConfigureAwait(false), $"{From}, its file '{Shown.Text(entry.FullName)}'", entry.CompressedLength, _options, entry.Crc32);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(entry, e.Message);
        }
    }

    private async Task<UploadContent> OpenContentAsync(ZipArchiveEntry entry, CancellationToken cancellationToken) =>
        await UploadContent.OpenAsync(await OpenAsync(entry, cancellationToken).ConfigureAwait(false), entry.CompressedLength, _options, cancellationToken).ConfigureAwait(false);

    private async Task<ContentKind> KindOfAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(entry, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await UploadContent.KindOfAsync(stream, entry.CompressedLength, _options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Workbook> LayWorkbookDownAsync(ZipArchiveEntry entry, ContentKind kind, string folder, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(entry, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var workbook = await Workbook.LayDownAsync(stream, folder, _options, cancellationToken).ConfigureAwait(false);
            if (kind == ContentKind.CompoundFile || await workbook.IsWorkbookAsync(cancellationToken).ConfigureAwait(false))
            {
                return workbook;
            }

            workbook.Dispose();
            throw new UploadRefusedException($"Found a zip archive inside the zip archive ('{Shown.Text(entry.FullName)}'): expected the data files themselves. Unpack the inner one and upload its files.");
        }
    }

    private async Task<Mapping> ReadMappingAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > MaxMappingBytes)
        {
            throw new UploadRefusedException(FormattableString.Invariant($"'{Shown.Text(entry.FullName)}' in the zip archive is too long for a mapping: found {entry.Length} bytes, expected at most {MaxMappingBytes}."));
        }

        var stream = await OpenAsync(entry, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return MappingStore.Parse(await BinaryData.FromStreamAsync(stream, cancellationToken).ConfigureAwait(false));
        }
    }
}
