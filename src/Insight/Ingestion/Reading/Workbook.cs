using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Insight.Ingestion.Reading;

/// <summary>An Excel workbook (.xlsx, .xlsb, .xls) on the work folder; every sheet with a row is a table.</summary>
internal sealed class Workbook : IDisposable
{
    /// <summary>The reader keeps the texts of all cells in memory.</summary>
    private const long MaxTextBytes = 200_000_000;

    private readonly string _path;
    private readonly IngestionOptions _options;

    /// <summary>Old workbooks say which code page their texts are in.</summary>
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Workbook(string path, IngestionOptions options) => (_path, _options) = (path, options);

    /// <exception cref="UploadRefusedException">Larger than is taken.</exception>
    public static async Task<Workbook> LayDownAsync(Stream stream, string folder, IngestionOptions options, CancellationToken cancellationToken)
    {
        var workbook = new Workbook(Path.Combine(folder, $"{Guid.NewGuid():n}.workbook"), options);
        try
        {
            await WholeFile.LayDownAsync(stream, workbook._path, "workbook", options, cancellationToken).ConfigureAwait(false);
            return workbook;
        }
        catch
        {
            workbook.Dispose();
            throw;
        }
    }

    /// <summary>Whether this zip archive is a workbook.</summary>
    public async Task<bool> IsWorkbookAsync(CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(_path);
        using var archive = await UploadArchive.OpenAsync(file, _options, cancellationToken).ConfigureAwait(false);
        return archive.IsWorkbook;
    }

    /// <exception cref="UploadRefusedException">Damaged, encrypted, or without a row.</exception>
    public IEnumerable<UploadPart> List(Mapping? mapping)
    {
        CheckTexts();
        var sheets = new List<(int Index, string Name)>();
        using (var reader = Open())
        {
            Try(() =>
            {
                var index = 0;
                do
                {
                    if (SheetStream.ReadRow(reader) is not null)
                    {
                        sheets.Add((index, reader.Name));
                    }

                    index++;
                }
                while (reader.NextResult());
                return true;
            });
        }

        if (sheets.Count == 0)
        {
            throw new UploadRefusedException("The workbook holds no rows: found only empty sheets, expected a header and rows. Save it again and upload it.");
        }

        return sheets.Select(sheet => new UploadPart(sheet.Name, mapping, token => UploadContent.OfSheetAsync(new SheetStream(() => OpenSheet(sheet.Index)), token)));
    }

    /// <summary>What the library throws for damaged files is of any kind.</summary>
    /// <exception cref="UploadRefusedException">In place of it.</exception>
    public static T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException)
        {
            throw new UploadRefusedException("The workbook is encrypted: found a password, expected a workbook without. Save it without one and upload it again.");
        }
        catch (HeaderException)
        {
            throw new UploadRefusedException($"Found a file of Microsoft Office that is no Excel workbook: {UploadContent.Expected}. Save its table as one of them and upload that.");
        }
        catch (Exception e) when (e is not (UploadRefusedException or OutOfMemoryException))
        {
            throw new UploadRefusedException($"The file begins like an Excel workbook but cannot be read ({e.Message.Split('\n')[0].TrimEnd('.', '\r')}): expected a complete workbook. Save it again and upload it.");
        }
    }

    public void Dispose() => File.Delete(_path);

    private IExcelDataReader Open() => Try(() => ExcelReaderFactory.CreateReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read)));

    private IExcelDataReader OpenSheet(int index)
    {
        var reader = Open();
        Try(() =>
        {
            for (var skipped = 0; skipped < index; skipped++)
            {
                reader.NextResult();
            }

            return true;
        });
        return reader;
    }

    private void CheckTexts()
    {
        using var file = File.OpenRead(_path);
        if (file.ReadByte() != 'P')
        {
            return;
        }

        var bytes = Try(() =>
        {
            using var archive = new ZipArchive(file);
            return archive.Entries.Where(entry => entry.Name.StartsWith("sharedStrings", StringComparison.OrdinalIgnoreCase)).Sum(entry => entry.Length);
        });
        if (bytes > MaxTextBytes)
        {
            throw new UploadRefusedException(FormattableString.Invariant($"The workbook holds too much text: found {bytes} bytes, expected at most {MaxTextBytes}. Save its sheets as CSV and upload those."));
        }
    }
}
