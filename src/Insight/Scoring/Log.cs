using Insight.Shops;
using Microsoft.Extensions.Logging;

namespace Insight.Scoring;

internal static partial class Log
{
    [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "Model {Model} {Version} of shop {Shop} is refused; the version before it goes on")]
    public static partial void ModelRefused(ILogger logger, Exception exception, ShopId shop, string model, string version);

    [LoggerMessage(EventId = 410, Level = LogLevel.Error, Message = "Model {Model} {Version} of shop {Shop} serves without reasons: its explainer is refused")]
    public static partial void ExplainerRefused(ILogger logger, Exception exception, ShopId shop, string model, string version);

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The champions of shop {Shop} could not be read; the models already loaded go on")]
    public static partial void PointerUnreachable(ILogger logger, Exception exception, ShopId shop);
}
