using Tincan.Cli.Terminal;
using Tincan.Faults.Kinds;

namespace Tincan.Cli.Commands.Faults;

/// <summary>What to do about faults that nothing above TCP can do.</summary>
internal static class Netem
{
    /// <summary>What the list of faults says about them.</summary>
    public static string NotHere =>
        $"Faults of packets ({string.Join(", ", FaultKinds.Impossible.Select(static fault => fault.Name))}) are not possible above TCP, which repairs "
        + "them before a program sees anything. On Linux, 'tc qdisc ... netem' makes them, in its own network namespace: see 'tincan faults explain loss'.";

    /// <summary>Says why not, and what to do instead.</summary>
    public static void Explain(WrappedWriter sheet, ImpossibleFault fault)
    {
        sheet.Paragraph($"{fault.Name}: not possible above TCP. {fault.Why}");
        sheet.Line();
        sheet.Paragraph("What a program sees of it looks like --fault delay with jitter=..,dist=pareto. To do it to real packets, on Linux, begin a "
            + "network namespace of your own (nothing outside of it is disturbed, and it ends with the shell), and run both programs in it:");
        sheet.Line();
        sheet.Line("  unshare --map-root-user --net");
        sheet.Line("  ip link set lo up");
        sheet.Line($"  tc qdisc add dev lo root netem {fault.Netem}");
        sheet.Line();
        sheet.Paragraph("tc and ip are in the package iproute2; the kernel needs its module sch_netem.");
    }
}
