using Tincan.Faults;

namespace Tincan.Tests.Faults;

/// <summary>What an end receives and what it sends: most faults are the same for both.</summary>
internal static class BothWays
{
    public static TheoryData<FaultDirection> All => [FaultDirection.In, FaultDirection.Out];
}
