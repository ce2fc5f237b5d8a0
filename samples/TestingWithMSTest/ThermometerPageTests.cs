using System.Net.Sockets;
using System.Text;
using Tincan.Testing;

[assembly: Parallelize]

namespace TestingWithMSTest;

/// <summary>A page of your own, and faults as data.</summary>
[TestClass]
public sealed class ThermometerPageTests
{
    [TestMethod]
    [DynamicData(nameof(FaultPlans.Harmless), typeof(FaultPlans))]
    public async Task The_answer_arrives_whole(string fault)
    {
        await using var thermometer = await StubServer.PageAsync("thermometer.md", fault);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", thermometer.Port);

        await client.GetStream().WriteAsync("READ\n"u8.ToArray());

        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        Assert.AreEqual("21.5", await reader.ReadLineAsync(), thermometer.Traffic.ToString());
    }
}
