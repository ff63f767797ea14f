using System.Globalization;
using Insight.Soak;

// dotnet run --project tests/Soak -- kill [--times 50] [--parallel 4] [--seed 1]
// dotnet run --project tests/Soak -- twice [--times 5]
return args switch
{
    ["kill", ..] => await KillRun.RunAsync(Option("--times", 50), Option("--parallel", 4), Option("--seed", 1)),
    ["twice", ..] => await TwiceRun.RunAsync(Option("--times", 5)),
    [IngestingHost.Verb, var shop, var file, var workFolder] => await IngestingHost.RunAsync(shop, file, workFolder),
    _ => Help(),
};

int Option(string name, int otherwise)
{
    var index = Array.IndexOf(args, name);
    return index < 0 ? otherwise : int.Parse(args[index + 1], CultureInfo.InvariantCulture);
}

static int Help()
{
    Console.WriteLine("""
        dotnet run --project tests/Soak -- <run>
          kill [--times 50] [--parallel 4] [--seed 1]   SIGKILL at random moments of an ingestion, then another host: the same lake and receipt
          twice [--times 5]                             two hosts ingest one file at once, and two files with rows in common: one effect
        """);
    return 1;
}
