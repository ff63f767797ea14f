using Insight.Evaluation;

if (args is ["reco", ..]) { Insight.Evaluation.RecoScratch.Run(args); return 0; }

if (args is [] or ["--help", ..])
{
    Console.WriteLine(Arguments.Help);
    return args is [] ? 1 : 0;
}

var arguments = Arguments.Parse(args);
var started = TimeProvider.System.GetTimestamp();
Console.WriteLine($"Ingesting {arguments.DataSet} as a shop would …");
var data = await ShopData.LoadAsync(arguments);
var origins = RollingOrigins.Plan(data, arguments);
if (origins.Count == 0)
{
    Console.Error.WriteLine($"From {data.First} to {data.Last} is too short to hold back {arguments.Horizon} days.");
    return 1;
}

Console.WriteLine($"{data.Histories.Count} customers; judging purchase and value at {string.Join(", ", origins.Select(origin => origin.Schedule.AsOf))} …");
Trial[] trials = [PurchaseTrial.Run(origins), ValueTrial.Run(origins)];
Console.WriteLine("Small shops …");
var small = SmallShops.Run(origins, arguments.Draws);
var page = AccuracyPage.Write(arguments, data, trials, small, TimeProvider.System.GetElapsedTime(started));
var path = Path.Combine(Directory.CreateDirectory(Path.Combine("docs", "accuracy")).FullName, arguments.Page + ".md");
await File.WriteAllTextAsync(path, page);
Console.WriteLine(page);
Console.WriteLine($"Written to {Path.GetRelativePath(".", path)}: commit it with the change that it measures.");
return 0;
