using System.Net.Sockets;
using Tincan.Recording;
using Tincan.Testing;

namespace Tincan.Tests.Testing;

/// <summary>Stubs and proxies for the tests of others: what reaches a person when something is wrong.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task A_message_that_the_page_does_not_expect_is_a_departure()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("tincan-testing-");
        try
        {
            var page = Path.Combine(folder.FullName, "thermometer.md");
            await File.WriteAllTextAsync(page, "# T\n\n```protocol\nframing lines lf\n```\n\n```rules\non READ    send 21.5\n```\n", cancel);
            await using var stub = await StubServer.PageAsync(page);
            using var client = await ConnectAsync(stub);

            await client.GetStream().WriteAsync("READ\n"u8.ToArray(), cancel);
            await client.GetStream().ReadExactlyAsync(new byte[5], cancel);
            Assert.Empty(stub.Traffic.Departures);

            await client.GetStream().WriteAsync("WRITE\n"u8.ToArray(), cancel);
            var departure = await stub.Traffic.WaitForAsync(static one => one.By == WireEvent.ByPage);
            Assert.Contains("READ", departure.Text, StringComparison.Ordinal);
            Assert.Equal([departure], stub.Traffic.Departures);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_exception_of_the_function_that_answers_is_a_problem_and_stands_below_the_ladder()
    {
        await using var stub = await StubServer.LinesAsync(static _ => throw new InvalidOperationException("no such sensor"));

        using (var client = await ConnectAsync(stub))
        {
            await client.GetStream().WriteAsync("READ\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await stub.Traffic.WaitForAsync(static one => one.Kind is WireEventKind.Close or WireEventKind.Rst);
        }

        await stub.DisposeAsync();
        Assert.Contains("no such sensor", Assert.Single(stub.Traffic.Problems), StringComparison.Ordinal);
        Assert.Contains("READ", stub.Traffic.ToString(), StringComparison.Ordinal);
        Assert.Contains("no such sensor", stub.Traffic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_happen_is_said_with_what_did()
    {
        await using var stub = await StubServer.LinesAsync(static line => line);
        using var client = await ConnectAsync(stub);
        await client.GetStream().WriteAsync("hello\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await stub.Traffic.WaitForAsync(static one => one.Kind == WireEventKind.Send);

        var error = await Assert.ThrowsAsync<TimeoutException>(() => stub.Traffic.WaitForAsync(static one => one.Kind == WireEventKind.Rst, TimeSpan.Zero));

        Assert.Contains("hello", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_a_condition_reaches_the_test_and_not_the_connection()
    {
        await using var stub = await StubServer.LinesAsync(static line => line);
        using var client = await ConnectAsync(stub);
        await stub.Traffic.WaitForAsync(static one => one.Kind == WireEventKind.Accept);
        var waiting = stub.Traffic.WaitForAsync(static one => one.Kind == WireEventKind.Receive ? throw new InvalidOperationException("no such thing") : false);

        await client.GetStream().WriteAsync("hello\n"u8.ToArray(), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        var answer = new byte[6];
        await client.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("hello\n"u8, answer);
    }

    [Fact]
    public async Task A_target_that_cannot_be_reached_is_a_problem()
    {
        await using var gone = await StubServer.LinesAsync(static line => line);
        await gone.DisposeAsync();
        await using var proxy = await FaultProxy.StartAsync($"127.0.0.1:{gone.Port}");

        try
        {
            using var client = await ConnectAsync(proxy);
        }
        catch (SocketException)
        {
            // The reset may have arrived before .NET looked whether it is connected.
        }

        await proxy.Traffic.WaitForAsync(static one => one.Kind == WireEventKind.Close);
        await proxy.DisposeAsync();
        Assert.Contains(gone.Address.ToString(), Assert.Single(proxy.Traffic.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_an_exception_that_names_the_word()
    {
        Assert.Contains("did you mean 'split'", (await Assert.ThrowsAnyAsync<FormatException>(static () => StubServer.LinesAsync(static line => line, "splt"))).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", (await Assert.ThrowsAnyAsync<FormatException>(static () => FaultProxy.StartAsync("nowhere"))).Message, StringComparison.Ordinal);
        Assert.Contains("'calculater'", (await Assert.ThrowsAsync<ArgumentException>(static () => StubServer.PageAsync("calculater"))).Message, StringComparison.Ordinal);
        Assert.Contains("goodbye", (await Assert.ThrowsAsync<ArgumentException>(
            static () => StubServer.PageAsync("calculator", new Dictionary<string, string> { ["goodby"] = "off" }))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BadFileException>(static () => StubServer.PageAsync("no-such-page.md"));
    }

    [Theory]
    [MemberData(nameof(FaultPlans.Harmless), MemberType = typeof(FaultPlans))]
    [MemberData(nameof(FaultPlans.Ending), MemberType = typeof(FaultPlans))]
    public async Task Each_row_is_a_fault(string fault)
    {
        await using var stub = await StubServer.LinesAsync(static line => line, fault);

        Assert.Empty(stub.Traffic.Problems);
    }

    private static async Task<TcpClient> ConnectAsync(TestEndpoint endpoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", endpoint.Port, TestContext.Current.CancellationToken);
        return client;
    }
}
