namespace Tincan.Faults;

/// <summary>
/// One thing that is done to a conversation: what, in which direction, when it begins and when it ends. All triggers that are given have to
/// hold together; without any it is done always.
/// </summary>
public abstract record Fault
{
    private protected Fault(FaultDirection direction) => Direction = direction;

    /// <summary>What there is to know of faults of this name.</summary>
    public abstract FaultKind Kind { get; }

    /// <summary>How the fault is called, on a command line as in a recording.</summary>
    public string Name => Kind.Name;

    /// <summary>Which bytes it meets. The default is the fault's own.</summary>
    public FaultDirection Direction { get; init; }

    /// <summary>Trigger: only these connections, counted from 1 in the order in which they are made. Defaults to all.</summary>
    public NumberRange? Connections { get; init; }

    /// <summary>Trigger: only these messages of the direction, counted from 1. Defaults to all.</summary>
    public NumberRange? Messages { get; init; }

    /// <summary>Trigger: only the bytes at these offsets of the direction, counted from 0. Defaults to all.</summary>
    public NumberRange? Bytes { get; init; }

    /// <summary>Trigger: only what comes after these bytes have gone by in the direction. Defaults to null: from the beginning.</summary>
    public BytePattern? Seen { get; init; }

    /// <summary>Trigger: only once the connection is as old as this. Defaults to zero.</summary>
    public TimeSpan From { get; init; }

    /// <summary>
    /// Trigger: the chance, above 0 and at most 1, that it is done to a message; for a fault of a whole connection, to a connection. Defaults to 1.
    /// </summary>
    public double Probability
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, nameof(value));
            field = value;
        }
    } = 1;

    /// <summary>End: how many messages of a connection it is done to; for a fault of a whole connection, how many connections. Defaults to null: no end.</summary>
    public int? Count { get; init => field = AtLeast(1, value); }

    /// <summary>End: how long after it was first done on a connection it is healed there. Defaults to null: no end.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>End: how long after it was put into force it is healed everywhere. Defaults to null: no end.</summary>
    public TimeSpan? Heal { get; init; }

    /// <summary>The fault as it is read, without what would be so anyway.</summary>
    public sealed override string ToString() => FaultText.Write(this);

    /// <summary>A value that may not be less than another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    private protected static T AtLeast<T>(T least, T value)
        where T : struct, IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }

    /// <inheritdoc cref="AtLeast{T}(T, T)"/>
    private protected static T? AtLeast<T>(T least, T? value)
        where T : struct, IComparable<T> => value is { } given ? AtLeast(least, given) : null;

    /// <summary>Whether chance and count choose connections, not messages.</summary>
    internal virtual bool IsOfConnections => false;

    /// <summary>Whether a seed decides anything about it.</summary>
    internal virtual bool DrawsByChance => Probability < 1;
}
