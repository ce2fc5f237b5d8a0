using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Telemetry;

public sealed class LogTests
{
    [Fact]
    public async Task Without_a_terminal_the_log_is_one_object_per_line_without_the_clients_bytes()
    {
        await using var server = await TincanCli.ServeAsync("serve", "reverse", "--greeting", "", "--max-line", "20", "--log", "debug");
        using (var client = await RawSocket.ConnectAsync(server))
        {
            await client.SendAsync("\u001b[31msecret\nsecretsecretsecretsecret\n");
            await client.ReceiveToEndAsync();
        }

        await server.Error.UntilAsync("tincan.connection.failed");
        server.Terminate();
        var outcome = await server.ExitAsync();

        var events = outcome.Error.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([1, 2, 4, 8], events.Select(static said => said.GetProperty("id").GetInt32()));
        Assert.All(events, static said => Assert.Equal("reverse", said.GetProperty("tincan.service").GetString()));
        Assert.All(events, static said => Assert.EndsWith("Z", said.GetProperty("time").GetString(), StringComparison.Ordinal));
        Assert.Equal(["debug", "info", "warn", "info"], events.Select(static said => said.GetProperty("level").GetString()));
        Assert.Equal("lf", events[1].GetProperty("dialect").GetString());
        Assert.DoesNotContain("secret", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_lines_if_they_ask_for_them()
    {
        await using var server = await TincanCli.ServeAsync("serve", "echo", "--log-format", "human");
        server.Terminate();

        Assert.Matches("^[0-9:.]{12} info  draining 0 connections\n$", (await server.ExitAsync()).Error);
    }
}
