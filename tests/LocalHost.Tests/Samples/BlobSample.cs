using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Tests.Samples;

public sealed class BlobSample(Recorder recorder)
{
    [Function("Drop")]
    public async Task Drop([BlobTrigger("sample-uploads/{shop}/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob, string shop, string name) =>
        await RecordAsync("event grid", blob, shop, name);

    [Function("DropPolling")]
    public async Task DropPolling([BlobTrigger("sample-uploads/{shop}/{name}")] BlobClient blob, string shop, string name) =>
        await RecordAsync("polled", blob, shop, name);

    [Function("DropBad")]
    public void DropBad([BlobTrigger("sample-bad/{name}")] BlobClient blob, string name)
    {
        recorder.Add("bad " + name);
        throw new InvalidDataException(blob.Name);
    }

    private async Task RecordAsync(string how, BlobClient blob, string shop, string name) =>
        recorder.Add($"{how} {shop} {name} {(await blob.DownloadContentAsync()).Value.Content}");
}
