using Azure;
using Azure.Storage.Blobs;
using DuckDB.NET.Data;
using Insight.Ingestion.Formats;
using Insight.Ingestion.Reading;
using Insight.Lake;

namespace Insight.Ingestion;

/// <summary>Lays out the files that a mapping joins as tables <c>joined_0</c>, …, one row per key, and gives readers their columns.</summary>
internal sealed class JoinedFiles(BlobContainerClient uploads, string blobName, DuckDBConnection connection, string folder, IngestionOptions options)
{
    private readonly Dictionary<MappingJoin, JoinedFile> _files = [];

    /// <summary>Rows of joined files whose key a later row has too.</summary>
    public long Repeated { get; private set; }

    /// <summary>Under which names the file of a join may lie beside an upload.</summary>
    public static IReadOnlyList<string> NamesOf(MappingJoin join, string blobName)
    {
        var name = blobName[..(blobName.LastIndexOf('/') + 1)] + join.File;
        return [name, name + ".gz"];
    }

    /// <summary>The reader, with the columns of the files that its mapping joins behind its own. Before its rows are loaded.</summary>
    /// <exception cref="MappingNeededException">A file is not there yet, or one has not the columns to join on.</exception>
    public async Task<UploadReader> AttachAsync(UploadReader reader, Mapping? mapping, CancellationToken cancellationToken)
    {
        foreach (var join in mapping?.Join ?? [])
        {
            if (join is not { File.Length: > 0, On.Count: > 0 } || join.File.AsSpan().ContainsAny('/', '\\'))
            {
                throw new MappingNeededException("A join of the mapping is not complete: expected such as {\"file\": \"features.csv\", \"on\": [\"Store\", \"Date\"]} with a file of the same folder. Correct it and drop it again.", mapping);
            }

            if (!_files.TryGetValue(join, out var file))
            {
                _files[join] = file = await LoadAsync(join, mapping!, $"joined_{_files.Count}", cancellationToken).ConfigureAwait(false); // the join is one of its
            }

            Check(new FileColumns(reader.Columns), file.On, "the file", mapping);
            reader = new JoinedReader(reader, file);
        }

        return reader;
    }

    private async Task<JoinedFile> LoadAsync(MappingJoin join, Mapping mapping, string table, CancellationToken cancellationToken)
    {
        var (blob, etag) = await FindAsync(join, mapping, cancellationToken).ConfigureAwait(false);
        var own = Directory.CreateDirectory(Path.Combine(folder, table)).FullName;
        await foreach (var part in UploadParts.ListAsync(blob, etag, null, own, options, _ => { }, cancellationToken).ConfigureAwait(false))
        {
            var content = await part.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var reader = await UploadReader.OpenAsync(content, own, options, cancellationToken).ConfigureAwait(false);
                return await LayDownAsync(reader, join, mapping, table, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new MappingNeededException($"The mapping joins '{Shown.Text(join.File)}', in which there is no table. Correct it and drop it again.", mapping);
    }

    private async Task<JoinedFile> LayDownAsync(UploadReader reader, MappingJoin join, Mapping mapping, string table, CancellationToken cancellationToken)
    {
        var columns = new FileColumns(reader.Columns);
        Check(columns, join.On, join.File, mapping);
        var created = false;
        await foreach (var chunk in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            reader.Load(connection, chunk);
            File.Delete(chunk.Path);
            connection.Execute(created ? $"INSERT INTO {table} SELECT * FROM raw" : $"CREATE OR REPLACE TABLE {table} AS SELECT * FROM raw");
            created = true;
        }

        var key = string.Join(", ", join.On.Select(name => $"trim({columns[name]})"));
        var all = connection.Scalar<long>($"SELECT count(*) FROM {table}");
        connection.Execute($"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {table} QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _row DESC) = 1");
        Repeated += all - connection.Scalar<long>($"SELECT count(*) FROM {table}");
        return new JoinedFile(table, join.On, reader.Columns);
    }

    private async Task<(BlobClient Blob, ETag ETag)> FindAsync(MappingJoin join, Mapping mapping, CancellationToken cancellationToken)
    {
        foreach (var name in NamesOf(join, blobName))
        {
            var blob = uploads.GetBlobClient(name);
            try
            {
                return (blob, (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value.ETag);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                // Perhaps under the other name.
            }
        }

        throw new MappingNeededException(
            $"The mapping joins '{Shown.Text(join.File)}', which does not lie beside the file: drop it there (as it is or as .gz), and this file goes in.", mapping);
    }

    private static void Check(FileColumns columns, IReadOnlyList<string> on, string file, Mapping? mapping)
    {
        if (on.FirstOrDefault(name => !columns.Has(name)) is { } lacking)
        {
            throw new MappingNeededException(
                $"The mapping joins on '{Shown.Text(lacking)}', which {Shown.Text(file)} does not have: its columns are {Shown.Names(columns.Names)}. Correct the mapping and drop it again.", mapping);
        }
    }
}
