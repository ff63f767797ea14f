using Insight.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Insight.LocalHost.Hosting;

/// <summary>The functions of an assembly, served on this machine: HTTP, timers, polled blobs and queues, with host.json's settings.</summary>
public sealed class LocalHostApp : IAsyncDisposable
{
    /// <summary>The Functions host's default, in bytes.</summary>
    private const long LargestRequest = 104_857_600;

    private readonly WebApplication web;
    private readonly AzuriteProcess? azurite;
    private readonly FunctionListeners listeners;
    private readonly ILogger logger;
    private readonly TimeSpan stopTimeout;

    private LocalHostApp(WebApplication web, AzuriteProcess? azurite, FunctionListeners listeners, ILogger logger, string storage, TimeSpan stopTimeout)
    {
        (this.web, this.azurite, this.listeners, this.logger, this.stopTimeout) = (web, azurite, listeners, logger, stopTimeout);
        StorageConnectionString = storage;
    }

    /// <summary>Where HTTP functions answer.</summary>
    public Uri BaseAddress => new(web.Urls.Single());

    /// <summary>The services of the functions.</summary>
    public IServiceProvider Services => web.Services;

    /// <summary>The storage in use.</summary>
    public string StorageConnectionString { get; }

    /// <summary>The functions found, by name.</summary>
    public IReadOnlyList<string> FunctionNames => listeners.Names;

    /// <summary>Starts storage where none answers, then everything else; returns when it is served.</summary>
    /// <exception cref="LocalHostException">It cannot start; the message says what to do.</exception>
    public static async Task<LocalHostApp> StartAsync(LocalHostOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DevelopmentOnly.Check(Environment.GetEnvironmentVariable);
        NativeEnvironment.Prepare();
        var settings = HostSettings.Load(options.HostJsonPath);
        var functions = FunctionDiscovery.Find(options.FunctionAssemblies, options.FunctionFilter);

        // Not by the name "Development": functions answer their failures themselves, and the developer's exception page would stand before each.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = nameof(LocalHost), ContentRootPath = AppContext.BaseDirectory });
        builder.Host.UseDefaultServiceProvider(services => services.ValidateOnBuild = services.ValidateScopes = true);
        LocalSettings.Apply(builder.Configuration, options);
        var (storage, azurite) = await OpenStorageAsync(options, builder.Configuration, cancellationToken);
        WebApplication? web = null;
        FunctionListeners? listeners = null;
        try
        {
            builder.Configuration["AzureWebJobsStorage"] = storage;
            builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{options.Port}");
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestRequest);
            ConfigureLogging(builder.Logging, options.LogLevel);
            builder.Services.AddInsightFunctions(builder.Configuration);
            builder.Services.AddSingleton(settings);
            builder.Services.AddSingleton<FunctionInvoker>();
            options.ConfigureServices?.Invoke(builder.Services, builder.Configuration);

            web = builder.Build();
            var logger = web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Insight.LocalHost");
            listeners = new FunctionListeners(functions, options, web.Services, storage, logger);
            var invoker = web.Services.GetRequiredService<FunctionInvoker>();
            foreach (var function in functions.Where(function => function.Trigger is HttpTriggerAttribute))
            {
                HttpFunctions.Map(web, function, invoker, settings, logger);
            }

            var app = new LocalHostApp(web, azurite, listeners, logger, storage, options.StopTimeout);
            web.MapPost("/admin/functions/{name}", app.RunFromAdminAsync);
            await listeners.PrepareAsync(cancellationToken);
            if (options.OnStarting is { } onStarting)
            {
                await onStarting(web.Services, cancellationToken);
            }

            await web.StartAsync(cancellationToken);
            listeners.Start();
            return app;
        }
        catch (Exception exception)
        {
            if (listeners is not null)
            {
                await listeners.StopAsync(TimeSpan.Zero);
            }

            await (web?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
            switch (exception)
            {
                case LocalHostException or OperationCanceledException:
                    throw;
                case IOException { InnerException: AddressInUseException }:
                    throw new LocalHostException($"Port {options.Port} is in use: stop what runs there or choose another with --port.", exception);
                default:
                    throw new LocalHostException($"LocalHost did not start: {exception.Message}", exception);
            }
        }
    }

    /// <summary>Runs a timer, queue or warmup function now and waits for it; its failure is thrown.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="input">The message of a queue function.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ArgumentException">There is no such function, or it cannot be run by name.</exception>
    public Task RunFunctionAsync(string name, string? input = null, CancellationToken cancellationToken = default) => listeners.RunAsync(name, input, cancellationToken);

    /// <summary>Returns when Ctrl-C or a termination signal arrives.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => web.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops taking work, lets what runs end, and ends an Azurite that was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(CancellationToken.None);
        if (!await listeners.StopAsync(stopTimeout))
        {
            Log.StopTimedOut(logger, stopTimeout.TotalSeconds);
        }

        await web.DisposeAsync();
        await (azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<IResult> RunFromAdminAsync(string name, AdminInput? body, CancellationToken cancellationToken)
    {
        try
        {
            await RunFunctionAsync(name, body?.Input, cancellationToken);
            return Results.Accepted();
        }
        catch (ArgumentException exception)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: exception.Message);
        }
    }

    private static async Task<(string Storage, AzuriteProcess? Azurite)> OpenStorageAsync(LocalHostOptions options, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var folder = options.InMemory ? null : Path.Combine(options.DataFolder, "azurite");
        if (options.OwnStorage)
        {
            var own = await AzuriteProcess.StartAsync(new AzuriteOptions { Folder = folder, Progress = options.Progress }, cancellationToken);
            return (own.ConnectionString, own);
        }

        var storage = options.StorageConnectionString ?? configuration["AzureWebJobsStorage"] ?? DevelopmentStorage.Default;
        var ports = DevelopmentStorage.Ports(storage);
        if (await AzuriteProcess.AnswersAsync([ports.Blob, ports.Queue, ports.Table], cancellationToken))
        {
            return (storage, null);
        }

        return (storage, await AzuriteProcess.StartAsync(new AzuriteOptions { Ports = ports, Folder = folder, Progress = options.Progress }, cancellationToken));
    }

    private static void ConfigureLogging(ILoggingBuilder logging, LogLevel level)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.AddFilter("Azure", level > LogLevel.Warning ? level : LogLevel.Warning);
    }

    private sealed record AdminInput(string? Input);
}
