using Tincan.Faults.Kinds;

namespace Tincan.Cli.Commands.Faults;

/// <summary>Faults of packets, which nothing above TCP can inject, and what to use instead.</summary>
internal static class Netem
{
    /// <summary>The sentence in the list of faults.</summary>
    public static string NotHere =>
        $"Faults of packets ({string.Join(", ", FaultKinds.Impossible.Select(static fault => fault.Name))}) are not possible above TCP, which repairs "
        + "them before a program sees anything. On Linux, 'tc qdisc ... netem' makes them, in its own network namespace: see 'tincan faults explain loss'.";

    /// <summary>Writes why there is no such fault, and what to use instead.</summary>
    public static void Explain(WrappedWriter sheet, (string Name, string Why, string Netem) fault)
    {
        sheet.Paragraph($"{fault.Name}: not possible above TCP. {fault.Why}");
        sheet.Line();
        sheet.Paragraph("To a program, the effect looks like --fault delay with jitter=..,dist=pareto. To do it to real packets on Linux, create a "
            + "network namespace (it affects nothing else, and ends with the shell), and run both programs in it:");
        sheet.Line();
        sheet.Line("  unshare --map-root-user --net");
        sheet.Line("  ip link set lo up");
        sheet.Line($"  tc qdisc add dev lo root netem {fault.Netem}");
        sheet.Line();
        sheet.Paragraph("tc and ip are in the package iproute2; the kernel needs the module sch_netem.");
    }
}
