namespace Insight.Ingestion.Reading;

/// <summary>Lays a file on the work folder that cannot be read in one go from begin to end.</summary>
internal static class WholeFile
{
    /// <param name="what">For the message: <c>workbook</c>.</param>
    /// <exception cref="UploadRefusedException">Larger than may lie there; what lies there then is to be removed by the caller.</exception>
    public static async Task LayDownAsync(Stream stream, string path, string what, IngestionOptions options, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        var buffer = new byte[1 << 20];
        var bytes = 0L;
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            bytes += count;
            if (bytes > options.MaxWholeFileBytes)
            {
                throw new UploadRefusedException(FormattableString.Invariant(
                    $"The {what} is too large: found more than {options.MaxWholeFileBytes} bytes, expected at most as many, because it lies on the disk as a whole while it is read. Upload it in several files, or as CSV, which may have any size."));
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }
}
