namespace Tincan.Faults.InForce;

/// <summary>The connections that a change of the plan applies to.</summary>
public enum FaultScope
{
    /// <summary>Only new connections.</summary>
    Next,

    /// <summary>New and open connections. On an open connection, messages and bytes are counted from when it got its first fault.</summary>
    All,
}
