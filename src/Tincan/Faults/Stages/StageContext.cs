namespace Tincan.Faults.Stages;

/// <summary>What a stage knows of the direction of a connection that it disturbs, and of the fault as it is in force there.</summary>
internal abstract class StageContext
{
    /// <summary>How much may be under way in a direction, by its weight. More waits at the sender, as with a window of that size.</summary>
    public const int Limit = 1024 * 1024;

    public abstract Fault Fault { get; }

    /// <summary>Which fault, from 1 in the order in which faults were put into force.</summary>
    public abstract int Number { get; }

    /// <summary>Where it stands in the plan.</summary>
    public abstract int Place { get; }

    /// <summary>When the fault is healed everywhere.</summary>
    public abstract TimeSpan HealsAt { get; }

    /// <summary>For a fault of connections: whether chance and count chose this one.</summary>
    public abstract bool IsConnectionChosen { get; }

    /// <summary>The chance of this fault in this direction of this connection.</summary>
    public abstract Chance Chance { get; }

    public abstract int Connection { get; }

    public abstract TimeSpan OpenedAt { get; }

    public abstract TimeSpan Now { get; }

    /// <summary>When the last thing came in the other direction; null if nothing has.</summary>
    public abstract TimeSpan? QuestionAt { get; }

    /// <summary>How many bytes came so far, before any fault.</summary>
    public abstract long Offset { get; }

    /// <summary>How many bytes at the front of a message tell its length; 0 where something else ends it.</summary>
    public abstract int HeaderSize { get; }

    /// <summary>The end of the whole connection was let go.</summary>
    public abstract bool IsClosed { get; }

    /// <summary>Does one thing to the connection, and then what follows from it.</summary>
    public abstract void Step(Action action);

    /// <summary>What was let go so far is a segment.</summary>
    public abstract void Flush();

    /// <summary>Tells what was done.</summary>
    /// <param name="offset">How many bytes of the direction were let pass before that place.</param>
    /// <param name="text">What, in a few words.</param>
    public abstract void Tell(long offset, string text);
}
