using System.Runtime.CompilerServices;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Ingestion.Staging;
using Insight.Lake;
using Insight.Storage;

namespace Insight.Ingestion;

/// <summary>Takes the parts of one upload, piece after piece, from their blob to Parquet files in storage that no snapshot names yet.</summary>
internal sealed class UploadPartStager(UploadStaging staging, JoinedFiles joined, WorkScope scope, QuarantineWriter quarantine, LakeBlobs blobs, IngestionOptions options)
{
    private readonly List<LakeFile> _added = [];

    /// <summary>Files of the parts so far, for the next snapshot.</summary>
    public IReadOnlyList<LakeFile> Added => _added;

    /// <returns>The name of the part's format.</returns>
    public async Task<string> StageAsync(UploadPart part, CancellationToken cancellationToken)
    {
        var content = await part.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var reader = await UploadReader.OpenAsync(content, scope.Path, options, cancellationToken).ConfigureAwait(false);
            reader = await joined.AttachAsync(reader, part.Mapping, cancellationToken).ConfigureAwait(false);
            var interpretation = FormatCatalog.Recognise(new FileColumns(reader.Columns, reader.HasHeader, reader.Sample), part.Mapping);
            var session = staging.OpenSession(part.Name, interpretation);
            var writer = new LakeFileWriter(staging.Connection, staging.Shop.Id.Value, scope.Path);
            reader.Wanted = [.. reader.Columns.Where(interpretation.Uses)];
            var uploading = Task.CompletedTask;
            try
            {
                await foreach (var piece in JudgeAsync(part, reader, session.Judge, cancellationToken).OneAhead(cancellationToken).ConfigureAwait(false))
                {
                    await foreach (var written in session.ProcessAsync(piece, writer, uploading, cancellationToken).ConfigureAwait(false))
                    {
                        staging.Known.Add(written);
                        _added.AddRange(written.Where(file => file.File is not null).Select(file => file.File!)); // filtered before
                        uploading = Task.WhenAll(uploading, blobs.UploadAsync(written, cancellationToken));
                    }
                }

                await uploading.ConfigureAwait(false);
            }
            finally
            {
                // Nothing may still read the work folder when it goes.
                await uploading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            staging.Tally.AddReinterpreted(reader.Reinterpreted);
            if (content.Encoding is { } encoding)
            {
                staging.Tally.AddNote($"The text is {encoding} and was read as such.");
            }

            return interpretation.Format;
        }
    }

    /// <summary>The pieces of a part, typed and judged; what is rejected of them goes to quarantine.</summary>
    private async IAsyncEnumerable<JudgedPiece> JudgeAsync(UploadPart part, UploadReader reader, PieceJudge judge, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in reader.ReadAsync(cancellationToken).OneAhead(cancellationToken).ConfigureAwait(false))
        {
            if (!judge.TryJudgeUnloaded(reader, chunk))
            {
                reader.Load(staging.Judging, chunk);
                if (chunk is { FirstRow: 1, IsLast: false } && await LookAheadAsync(part, judge, cancellationToken).ConfigureAwait(false))
                {
                    reader.Load(staging.Judging, chunk);
                }

                judge.JudgeLoaded(chunk);
            }

            File.Delete(chunk.Path);
            var rejected = scope.File("rejected.csv");
            var piece = judge.Finish(chunk, rejected);
            await quarantine.AddAsync(rejected, cancellationToken).ConfigureAwait(false);
            yield return piece;
        }
    }

    /// <summary>
    /// A column's style is decided from the whole column. Where the first piece leaves it open (dates until the twelfth of a month), the
    /// pieces after it are looked at before anything is taken; then the first must be loaded again (true).
    /// </summary>
    private async Task<bool> LookAheadAsync(UploadPart part, PieceJudge judge, CancellationToken cancellationToken)
    {
        judge.Observe();
        if (judge.KnowsItsStyles)
        {
            return false;
        }

        var folder = Directory.CreateDirectory(scope.File("ahead")).FullName;
        var content = await part.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var reader = await UploadReader.OpenAsync(content, folder, options, cancellationToken).ConfigureAwait(false);
            reader = await joined.AttachAsync(reader, part.Mapping, cancellationToken).ConfigureAwait(false);
            await foreach (var chunk in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (chunk.FirstRow > 1)
                {
                    reader.Load(staging.Judging, chunk);
                    judge.Observe();
                }

                File.Delete(chunk.Path);
                if (judge.KnowsItsStyles)
                {
                    break;
                }
            }
        }

        return true;
    }
}
