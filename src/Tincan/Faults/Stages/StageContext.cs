namespace Tincan.Faults.Stages;

/// <summary>What a stage can see of its fault, its direction and its connection.</summary>
internal abstract class StageContext
{
    /// <summary>The most that may be under way in a direction, by weight, in bytes. The sender keeps the rest, as with a TCP window of this size.</summary>
    public const int Limit = 1024 * 1024;

    public abstract Fault Fault { get; }

    /// <summary>The fault's number, from 1, in the order in which faults came into force.</summary>
    public abstract int Number { get; }

    /// <summary>The fault's position in the plan.</summary>
    public abstract int Position { get; }

    /// <summary>When the fault heals on all connections.</summary>
    public abstract TimeSpan HealsAt { get; }

    /// <summary>For a fault of connections: whether probability and count selected this one.</summary>
    public abstract bool IsConnectionChosen { get; }

    /// <summary>The random numbers of this fault in this direction of this connection.</summary>
    public abstract Chance Chance { get; }

    public abstract int Connection { get; }

    public abstract TimeSpan OpenedAt { get; }

    public abstract TimeSpan Now { get; }

    /// <summary>When bytes last arrived in the other direction; null if none have.</summary>
    public abstract TimeSpan? QuestionAt { get; }

    /// <summary>How many bytes have arrived so far, before any fault.</summary>
    public abstract long Offset { get; }

    /// <summary>The size of the header with a message's length, in bytes; 0 if messages have none.</summary>
    public abstract int HeaderSize { get; }

    /// <summary>The end of the whole connection was released.</summary>
    public abstract bool IsClosed { get; }

    /// <inheritdoc cref="InForce.FaultyConnection.Step"/>
    public abstract void Step(Action action);

    /// <inheritdoc cref="InForce.PipelineOutput.Flush"/>
    public abstract void Flush();

    /// <summary>Reports an action of the fault.</summary>
    /// <param name="offset">The offset in the direction, in bytes.</param>
    /// <param name="text">What it did, in a few words.</param>
    public abstract void Report(long offset, string text);
}
