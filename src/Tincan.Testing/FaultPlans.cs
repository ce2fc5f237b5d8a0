using Tincan.Faults;
using Tincan.Faults.Plans;

namespace Tincan.Testing;

/// <summary>
/// Faults as the data of a test: each row is one fault in the words of <c>--fault</c>. <c>[MemberData(nameof(FaultPlans.Harmless), MemberType = typeof(FaultPlans))]</c> in
/// xunit, <c>[TestCaseSource(typeof(FaultPlans), nameof(FaultPlans.Harmless))]</c> in NUnit, <c>[DynamicData(nameof(FaultPlans.Harmless), typeof(FaultPlans))]</c> in MSTest.
/// </summary>
public static class FaultPlans
{
    /// <summary>
    /// Faults that lose nothing: bytes arrive one by one, in two parts, several messages at once, slowly or late. The result of a right program is the same as without
    /// them.
    /// </summary>
    public static IEnumerable<object[]> Harmless() => Rows(
        "split:every=1",
        "split:at=1,gap=20ms",
        "coalesce:group=2,hold=50ms",
        "throttle:rate=1000",
        "delay:by=50ms",
        "stall:bytes=1,hold=200ms");

    /// <summary>
    /// Faults after which the rest does not come: the connection is closed or reset before the first answer or in it, or nothing more arrives. A right program ends
    /// with an error, within its own timeout, and takes no part of an answer for a whole one.
    /// </summary>
    public static IEnumerable<object[]> Ending() => Rows(
        "close-after",
        "close-after:bytes=1",
        "half-close:bytes=1",
        "reset-after",
        "reset-after:bytes=1",
        "mute",
        "stall:bytes=1");

    /// <summary>A plan with the seed 1, so that each run of a test makes the same random choices.</summary>
    internal static FaultPlan Read(string[] faults) => FaultSyntax.Parse(faults) with { Seed = 1 };

    private static object[][] Rows(params string[] faults) => [.. faults.Select(static fault => new object[] { fault })];
}
