using System.Net.Sockets;
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
        var used = Enumerable.Range(0, 250).Select(_ => Bind(ports)).ToList();

        Assert.Equal(used.Count, used.Select(static one => ((IPEndPoint)one.LocalEndPoint!).Port).Distinct().Count());
        used.ForEach(static one => one.Dispose());
    }

    [Fact]
    public void A_port_is_not_chosen_again_while_its_program_starts()
    {
        using var ports = new FreePorts();
        var starting = Enumerable.Range(0, 450).Select(_ => ports.Take()).ToList();
        starting.ForEach(ports.Release);
        var later = Enumerable.Range(0, 450).Select(_ => ports.Take()).ToList();

        Assert.Equal(starting.Count, starting.Distinct().Count());
        Assert.Equal(later.Count, later.Distinct().Count());
        Assert.NotEmpty(starting.Intersect(later));
    }

    [Fact]
    public void A_bind_that_is_not_permitted_is_reported()
    {
        using var ports = new FreePorts { Guard = static _ => throw new SocketException((int)SocketError.OperationNotSupported) };

        var error = Assert.Throws<TargetException>(() => ports.Take());

        Assert.StartsWith("cannot reserve ports for programs: binding UDP port 12007 failed: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Binds a free port. If another test starts a process at that moment, the new process holds a copy of the socket that tested the port until it runs its program, so
    /// a few ports are tried.
    /// </summary>
    private static Socket Bind(FreePorts ports) =>
        Enumerable.Range(0, 3).Select(_ => ListeningPorts.TryBind(ports.Take())).FirstOrDefault(static bound => bound is not null) ?? throw new InvalidOperationException("no port is free");
}
