namespace Tincan.Faults.InForce;

/// <summary>Which connections a change of the plan reaches.</summary>
public enum FaultScope
{
    /// <summary>Those that are made from now on.</summary>
    Next,

    /// <summary>Those that are open, too. Messages and bytes of an open connection are counted from its first fault on.</summary>
    All,
}

/// <summary>A fault in force.</summary>
/// <param name="Number">By which it can be changed or removed, from 1; never given twice.</param>
/// <param name="Fault">What.</param>
public readonly record struct FaultInForce(int Number, Fault Fault);
