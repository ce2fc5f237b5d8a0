using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tincan.Cli.Terminal;
using Tincan.Hosting;

namespace Tincan.Cli.Telemetry;

/// <summary>
/// Telemetry on its way to a collector. What is measured goes out at intervals, what happened in batches, on threads of their own: nobody waits for a
/// collector, and one that cannot be reached costs what it was not told of. Only this file and <see cref="HiddenPasswords"/> name the types of OpenTelemetry.
/// </summary>
internal sealed class OtlpExport : IAsyncDisposable
{
    /// <summary>What the service is called unless OTEL_SERVICE_NAME or OTEL_RESOURCE_ATTRIBUTES says otherwise.</summary>
    private const string ServiceName = "tincan";

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly ILoggerFactory? _logs;
    private readonly ExportTroubles _troubles;

    private OtlpExport(ExportPlan plan, ILogger log, LogLevel level)
    {
        _troubles = new ExportTroubles(log);
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(ServiceName, serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        _traces = !plan.Traces ? null : Made("traces", () => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(TelemetryNames.ActivitySource)
            .AddOtlpExporter(static options => Configure(options, "TRACES"))
            .Build());
        _metrics = !plan.Metrics ? null : Made("metrics", () => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(TelemetryNames.Meter, "System.Runtime")
            .AddOtlpExporter(static options => Configure(options, "METRICS"))
            .Build());
        (_logs, Log) = (plan.Logs ? Made("logs", () => StartLog(resource, log, level)) : null) ?? (null, log);

        T? Made<T>(string signal, Func<T?> make)
        {
            try
            {
                return make();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // The SDK says by exceptions of many kinds that it cannot obey a variable, and not always which one that is.
                OperatorLog.Ignored(log, "OTEL_*", $"{error.Message.Split('\n')[0].TrimEnd('\r', '.')}; {signal} are not exported");
                return default;
            }
        }
    }

    /// <summary>The exporter reads the variables for all signals; those for one signal are read here, and win.</summary>
    /// <exception cref="FormatException">A value cannot be used.</exception>
    private static void Configure(OtlpExporterOptions options, string signal)
    {
        Use("ENDPOINT", place => options.Endpoint = new Uri(place));
        Use("HEADERS", headers => options.Headers = headers);
        Use("TIMEOUT", limit => options.TimeoutMilliseconds = int.Parse(limit, CultureInfo.InvariantCulture));
        Use("PROTOCOL", protocol => options.Protocol = protocol switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => throw new FormatException("write grpc or http/protobuf"),
        });

        void Use(string what, Action<string> use)
        {
            var name = $"OTEL_EXPORTER_OTLP_{signal}_{what}";
            if (Environment.GetEnvironmentVariable(name)?.Trim() is not { Length: > 0 } value)
            {
                return;
            }

            try
            {
                use(value);
            }
            catch (Exception error) when (error is FormatException or OverflowException)
            {
                throw new FormatException($"{name}: {error.Message}", error);
            }
        }
    }

    /// <summary>The logger is asked for at once: only then the exporter is made, which may not like a variable.</summary>
    private static (ILoggerFactory? Logs, ILogger Log)? StartLog(ResourceBuilder resource, ILogger log, LogLevel level)
    {
        var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(level).AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource).AddProcessor(new HiddenPasswords()).AddOtlpExporter(static otlp => Configure(otlp, "LOGS"));
        }));
        return (logs, new BothLogs(log, logs.CreateLogger(TelemetryNames.ActivitySource)));
    }

    /// <summary>What is said here is exported, too, if logs are.</summary>
    public ILogger Log { get; }

    /// <summary>Begins.</summary>
    /// <param name="plan">What is exported.</param>
    /// <param name="log">Hears of what is in the way, and of whatever is said to <see cref="Log"/>.</param>
    /// <param name="level">The least that is exported of the log.</param>
    public static OtlpExport Start(ExportPlan plan, ILogger log, LogLevel level) => new(plan, log, level);

    /// <summary>Exports what is left. The three do it side by side, and each gives up after 5 s (the log, which has no such argument, by itself).</summary>
    public async ValueTask DisposeAsync()
    {
        var limit = (int)LastWords.TotalMilliseconds;
        var logs = Task.Run(() => _logs?.Dispose());
        var isTold = await Task.WhenAll(Task.Run(() => _traces?.Shutdown(limit) ?? true), Task.Run(() => _metrics?.Shutdown(limit) ?? true));
        await logs;
        if (!isTold.All(static told => told))
        {
            _troubles.NotExported($"the collector did not take what was left within {LastWords.TotalSeconds} s");
        }

        _traces?.Dispose();
        _metrics?.Dispose();
        _troubles.Dispose();
    }
}
