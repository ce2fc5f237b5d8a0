using Tincan.Cli.Telemetry;

namespace Tincan.Cli.Tests.Telemetry;

public sealed class ExportPlanTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("OTEL_SERVICE_NAME=shop", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318", "traces metrics logs")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4318/v1/metrics", "metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 OTEL_TRACES_EXPORTER=none", "metrics logs")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 OTEL_LOGS_EXPORTER=NONE OTEL_METRICS_EXPORTER=Otlp", "traces metrics")]
    [InlineData("OTEL_METRICS_EXPORTER=otlp", "metrics")]
    [InlineData("OTEL_METRICS_EXPORTER=console,otlp", "metrics", "OTEL_METRICS_EXPORTER")]
    [InlineData("OTEL_METRICS_EXPORTER=prometheus", "", "OTEL_METRICS_EXPORTER")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 OTEL_SDK_DISABLED=True", "")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318 OTEL_SDK_DISABLED=1", "traces metrics logs")]
    public void Variables_say_what_is_exported(string variables, string signals, params string[] ignored)
    {
        var said = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);

        var plan = ExportPlan.Read(said.GetValueOrDefault);

        string?[] asked = [plan.Traces ? "traces" : null, plan.Metrics ? "metrics" : null, plan.Logs ? "logs" : null];
        Assert.Equal(signals, string.Join(' ', asked.OfType<string>()));
        Assert.Equal(signals.Length > 0, plan.IsAny);
        Assert.Equal(ignored, plan.Ignored.Select(static one => one.Variable));
    }
}
