using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Telemetry;

public sealed class ExportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_receives_metrics_a_span_per_connection_and_the_log_of_the_named_service(string? protocol)
    {
        await using var collector = await Collector.StartAsync(protocol);
        var environment = collector.Environment;
        environment["OTEL_SERVICE_NAME"] = "shop-floor";
        await ServeAndStopAsync(environment);

        Assert.All(["traces", "metrics", "logs"], signal => Assert.Contains("shop-floor", collector[signal], StringComparison.Ordinal));
        Assert.All(
            ["tincan.server.active_connections", "tincan.server.connection.duration", "tincan.server.io", "tincan.server.messages", "dotnet.gc.collections"],
            name => Assert.Contains(name, collector["metrics"], StringComparison.Ordinal));
        Assert.Contains("echo connection", collector["traces"], StringComparison.Ordinal);
        Assert.Contains("peer-finished", collector["traces"], StringComparison.Ordinal);
        Assert.Contains("tincan.connection.closed", collector["logs"], StringComparison.Ordinal);
        Assert.All(["traces", "metrics", "logs"], signal => Assert.DoesNotContain("secret", collector[signal], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "none", "traces")]
    [InlineData("OTEL_SDK_DISABLED", "true", "traces", "metrics", "logs")]
    public async Task What_is_switched_off_is_not_exported(string variable, string value, params string[] missing)
    {
        await using var collector = await Collector.StartAsync();
        var environment = collector.Environment;
        environment[variable] = value;
        await ServeAndStopAsync(environment);

        Assert.All(["traces", "metrics", "logs"], signal => Assert.Equal(missing.Contains(signal), collector[signal].Length == 0));
    }

    [Fact]
    public async Task Without_a_collector_clients_are_served_and_one_line_says_what_is_missing()
    {
        using var nobody = new RefusingPort();
        var error = await ServeAndStopAsync(new(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{nobody.Port}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });

        var line = Assert.Single(error.Split('\n'), static line => line.Contains("tincan.export.failed", StringComparison.Ordinal));
        Assert.Contains($"telemetry export failed: http://127.0.0.1:{nobody.Port}/v1/", line, StringComparison.Ordinal);
        Assert.Contains("Connection refused", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "0", "metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "bad", "traces", "metrics", "logs")]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/nonexist", "traces", "metrics", "logs")]
    public async Task A_wrong_value_is_reported_and_costs_only_its_signal(string variable, string value, params string[] missing)
    {
        await using var collector = await Collector.StartAsync();
        var environment = collector.Environment;
        environment[variable] = value;
        var error = await ServeAndStopAsync(environment);

        Assert.Contains("\"id\":321,", error, StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\":320,", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.All(["traces", "metrics", "logs"], signal => Assert.Equal(missing.Contains(signal), collector[signal].Length == 0));
    }

    [Theory]
    [InlineData("ftp://x", "telemetry export failed: ftp://x")]
    [InlineData("nowhere", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ")]
    public async Task An_endpoint_of_one_signal_that_cannot_be_used_is_named_and_costs_only_that(string endpoint, string named)
    {
        await using var collector = await Collector.StartAsync();
        var environment = collector.Environment;
        environment["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = endpoint;
        var error = await ServeAndStopAsync(environment);

        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.All(["traces", "metrics", "logs"], signal => Assert.Equal(signal == "traces", collector[signal].Length == 0));
    }

    [Fact]
    public async Task One_signal_can_have_an_endpoint_and_a_protocol_of_its_own()
    {
        await using var collector = await Collector.StartAsync("http/protobuf");
        await ServeAndStopAsync(new(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{collector.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]}/v1/metrics",
            ["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"] = "http/protobuf",
        });

        Assert.All(["traces", "metrics", "logs"], signal => Assert.Equal(signal == "metrics", collector[signal].Length > 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenTelemetry_is_loaded_only_where_it_is_asked_for(bool isAsked)
    {
        await using var collector = await Collector.StartAsync();
        await using var server = Serve(isAsked ? collector.Environment : new(StringComparer.Ordinal), Place.PortableProgram);
        await server.ListeningAsync();
        await TalkAsync(server);

        Assert.Equal(isAsked, (await File.ReadAllTextAsync($"/proc/{server.Id}/maps")).Contains("OpenTelemetry", StringComparison.Ordinal));
    }

    private static Running Serve(Dictionary<string, string> environment, string? program = null) =>
        Running.Start(program ?? Place.Program, ["serve", "echo", "--listen", "127.0.0.1:0"], environment);

    private static async Task TalkAsync(Running server)
    {
        using var client = await RawSocket.ConnectAsync(server);
        await client.SendAsync("secret\n");
        client.Finish();
        Assert.Equal("secret\n", await client.ReceiveToEndAsync());
    }

    /// <summary>Serves one client, stops, and says what was said on standard error.</summary>
    private static async Task<string> ServeAndStopAsync(Dictionary<string, string> environment)
    {
        await using var server = Serve(environment);
        await server.ListeningAsync();
        await TalkAsync(server);
        server.Terminate();
        var outcome = await server.ExitAsync();
        Assert.Equal(0, outcome.Code);
        return outcome.Error;
    }
}
