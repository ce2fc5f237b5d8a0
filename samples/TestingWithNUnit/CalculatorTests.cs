using System.Net.Sockets;
using System.Text;
using Tincan.Testing;

namespace TestingWithNUnit;

/// <summary>A page as a fixture: one server for all tests of the class.</summary>
public sealed class CalculatorTests
{
    // page: fixture
    private StubServer _calculator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _calculator = await StubServer.PageAsync("calculator");

    [OneTimeTearDown]
    public async Task StopAsync() => await _calculator.DisposeAsync();

    [Test]
    public async Task A_client_keeps_to_the_page()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _calculator.Port);

        await client.GetStream().WriteAsync("2 + 3\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("5"));
        Assert.That(_calculator.Traffic.Departures, Is.Empty, _calculator.Traffic.ToString());
    }

    // end
    [TestCaseSource(typeof(FaultPlans), nameof(FaultPlans.Harmless))]
    public async Task A_proxy_before_it_changes_nothing(string fault)
    {
        await using var proxy = await FaultProxy.StartAsync($"127.0.0.1:{_calculator.Port}", fault);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", proxy.Port);

        await client.GetStream().WriteAsync("2 + 3\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("5"), proxy.Traffic.ToString());
    }
}
