using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Tincan.Hosting;

namespace Tincan.Cli.Telemetry;

/// <summary>
/// Exports telemetry to a collector: metrics at intervals, activities and log records in batches, on background threads. No connection waits for a collector;
/// data that it does not accept is lost. Only this file and <see cref="PasswordRedaction"/> use types of OpenTelemetry.
/// </summary>
internal sealed class OtlpExport : IAsyncDisposable
{
    /// <summary>The default of service.name; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override it.</summary>
    private const string ServiceName = "tincan";

    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;
    private readonly ILoggerFactory? _logs;
    private readonly ExportErrors _troubles;

    private OtlpExport(ExportPlan plan, ILogger log, LogLevel level)
    {
        _troubles = new ExportErrors(log);
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(ServiceName, serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector();
        _traces = !plan.Traces ? null : Made("traces", () => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Host.ActivitySourceName)
            .AddOtlpExporter(static options => Configure(options, "TRACES"))
            .Build());
        _metrics = !plan.Metrics ? null : Made("metrics", () => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Host.MeterName, "System.Runtime")
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
                // The SDK throws exceptions of many types for a bad variable, and does not always name it.
                OperatorLog.Ignored(log, "OTEL_*", $"{error.Message.Split('\n')[0].TrimEnd('\r', '.')}; {signal} are not exported");
                return default;
            }
        }
    }

    /// <summary>The exporter reads the variables for all signals. Those for one signal are read here, and override them.</summary>
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

    /// <summary>Creates the logger at once, because that creates the exporter, which may throw over a variable.</summary>
    private static (ILoggerFactory? Logs, ILogger Log)? StartLog(ResourceBuilder resource, ILogger log, LogLevel level)
    {
        var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(level).AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(resource).AddProcessor(new PasswordRedaction()).AddOtlpExporter(static otlp => Configure(otlp, "LOGS"));
        }));
        return (logs, new TeeLogger(log, logs.CreateLogger(Host.ActivitySourceName)));
    }

    /// <summary>Writes to the log, and exports the records if logs are exported.</summary>
    public ILogger Log { get; }

    /// <summary>Starts the export.</summary>
    /// <param name="plan">The signals to export.</param>
    /// <param name="log">Gets errors of the export, and everything that is written to <see cref="Log"/>.</param>
    /// <param name="level">The lowest level of exported log records.</param>
    public static OtlpExport Start(ExportPlan plan, ILogger log, LogLevel level) => new(plan, log, level);

    /// <summary>Exports the remaining data of the three signals in parallel, for at most 5 s each. (The logger factory takes no timeout; its own is 5 s.)</summary>
    public async ValueTask DisposeAsync()
    {
        var limit = (int)FlushTimeout.TotalMilliseconds;
        var logs = Task.Run(() => _logs?.Dispose());
        var isExported = await Task.WhenAll(Task.Run(() => _traces?.Shutdown(limit) ?? true), Task.Run(() => _metrics?.Shutdown(limit) ?? true));
        await logs;
        if (!isExported.All(static exported => exported))
        {
            _troubles.NotExported($"the collector did not accept the remaining data within {FlushTimeout.TotalSeconds} s");
        }

        _traces?.Dispose();
        _metrics?.Dispose();
        _troubles.Dispose();
    }
}
