using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Insight.LocalHost.Hosting;

/// <summary>How one parameter gets its value, decided once at the start.</summary>
internal static class ParameterBinding
{
    /// <summary>As the worker's serializer reads messages by default.</summary>
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="LocalHostException">No way is known.</exception>
    public static Func<FunctionCall, CancellationToken, object?> For(string function, TriggerBindingAttribute trigger, ParameterInfo triggerParameter, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
        {
            return (_, cancellationToken) => cancellationToken;
        }

        var binding = parameter == triggerParameter ? ForTrigger(trigger, parameter.ParameterType) : ForData(trigger, parameter);
        return binding ?? throw new LocalHostException(
            $"Function {function}: LocalHost does not know how to bind parameter '{parameter.Name}' of type {parameter.ParameterType} under [{trigger.GetType().Name}].");
    }

    private static Func<FunctionCall, CancellationToken, object?>? ForTrigger(TriggerBindingAttribute trigger, Type type) => trigger switch
    {
        HttpTriggerAttribute when type == typeof(HttpRequest) => (call, _) => call.Http!.Request,
        TimerTriggerAttribute when type == typeof(TimerInfo) => (call, _) => call.Trigger,
        BlobTriggerAttribute when type == typeof(BlobClient) => (call, _) => call.Trigger,
        WarmupTrigger when type == typeof(object) => (_, _) => new object(),
        QueueTriggerAttribute when type == typeof(QueueMessage) => (call, _) => call.Trigger,
        QueueTriggerAttribute when type == typeof(BinaryData) => (call, _) => Message(call).Body,
        QueueTriggerAttribute when type == typeof(string) => (call, _) => Message(call).Body.ToString(),
        QueueTriggerAttribute when type is { IsClass: true, IsAbstract: false } => (call, _) =>
            JsonSerializer.Deserialize(Message(call).Body, type, Json) ?? throw new JsonException($"The message is null, expected {type.Name}."),
        _ => null,
    };

    private static Func<FunctionCall, CancellationToken, object?>? ForData(TriggerBindingAttribute trigger, ParameterInfo parameter)
    {
        var name = parameter.Name!; // parameters of declared methods have names
        var type = parameter.ParameterType;
        return trigger switch
        {
            HttpTriggerAttribute http when type == typeof(string) && RouteHas(http, name) => (call, _) => call.Http!.Request.RouteValues[name]?.ToString(),
            BlobTriggerAttribute blob when type == typeof(string) && new BlobPattern(blob.BlobPath).Names.Contains(name) => (call, _) => call.Data[name],
            QueueTriggerAttribute when type == typeof(string) && name == "id" => (call, _) => Message(call).MessageId,
            QueueTriggerAttribute when type == typeof(long) && name == "dequeueCount" => (call, _) => Message(call).DequeueCount,
            QueueTriggerAttribute when type == typeof(int) && name == "dequeueCount" => (call, _) => Convert.ToInt32(Message(call).DequeueCount, CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static QueueMessage Message(FunctionCall call) => (QueueMessage)call.Trigger!; // queue calls always carry their message

    private static bool RouteHas(HttpTriggerAttribute http, string name) =>
        http.Route is { } route && RoutePatternFactory.Parse(route).GetParameter(name) is not null;
}
