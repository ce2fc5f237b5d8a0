using Tincan.Checks.Targets;

namespace Tincan.Checks.Tests.Targets;

/// <summary>Ports for the programs of several checks on one machine.</summary>
public sealed class FreePortsTests
{
    [Fact]
    public void Two_checks_never_choose_the_same_port()
    {
        using var one = new FreePorts();
        using var other = new FreePorts();

        // More than a block has, and none of them is listened on.
        var ports = Enumerable.Range(0, 150).SelectMany(_ => new[] { one.Take(), other.Take() }).ToList();

        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void A_port_in_use_is_left_out_and_another_block_is_taken_when_all_are()
    {
        using var ports = new FreePorts();
        var used = Enumerable.Range(0, 250).Select(_ => ListeningPorts.TryBind(ports.Take())!).ToList();

        Assert.DoesNotContain(null, used);
        used.ForEach(static one => one.Dispose());
    }
}
