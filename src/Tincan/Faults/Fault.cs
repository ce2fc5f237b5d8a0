namespace Tincan.Faults;

/// <summary>
/// One disturbance of a connection: what it does, in which direction, and when it begins and ends. It acts while all its triggers match;
/// without triggers, always.
/// </summary>
public abstract record Fault
{
    private protected Fault(FaultDirection direction) => Direction = direction;

    /// <summary>The kind of fault: its name, description and settings.</summary>
    public abstract FaultKind Kind { get; }

    /// <summary>The fault's name, on a command line and in a recording.</summary>
    public string Name => Kind.Name;

    /// <summary>The direction it acts on. Each kind of fault has its own default.</summary>
    public FaultDirection Direction { get; init; }

    /// <summary>Trigger: only these connections, numbered from 1 in the order in which they are opened. Defaults to all.</summary>
    internal NumberRange? Connections { get; init; }

    /// <summary>Trigger: only these messages of the direction, numbered from 1. Defaults to all.</summary>
    internal NumberRange? Messages { get; init; }

    /// <summary>
    /// Trigger: only messages with this name, or whose name begins with this word, as a protocol page names them. Then a message is held until it is whole.
    /// Defaults to null: all.
    /// </summary>
    internal BytePattern? MessageName { get; init; }

    /// <summary>Whether it acts on messages by their name, so that something must name them: a protocol page.</summary>
    public bool SelectsByName => MessageName is not null;

    /// <summary>Trigger: only the bytes at these offsets of the direction, counted from 0. Defaults to all.</summary>
    internal NumberRange? Bytes { get; init; }

    /// <summary>Trigger: only what follows these bytes in the direction. Defaults to null: everything.</summary>
    internal BytePattern? Seen { get; init; }

    /// <summary>Trigger: only when the connection is at least this old. Defaults to zero.</summary>
    internal TimeSpan From { get; init; }

    /// <summary>
    /// Trigger: the probability, above 0 and at most 1, that it acts on a message; for a fault of a whole connection, on a connection. Defaults to 1.
    /// </summary>
    internal double Probability
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, nameof(value));
            field = value;
        }
    } = 1;

    /// <summary>End: it acts on at most this many messages of a connection; a fault of a whole connection, on this many connections. Defaults to null: no end.</summary>
    internal int? Count { get; init => field = AtLeast(1, value); }

    /// <summary>End: it stops on a connection this long after it first acted there. Defaults to null: no end.</summary>
    internal TimeSpan? For { get; init; }

    /// <summary>End: it is healed everywhere this long after it came into force. Defaults to null: no end.</summary>
    internal TimeSpan? Heal { get; init; }

    /// <summary>The fault as text that <c>Fault.Parse</c> reads, without settings that have their default.</summary>
    public sealed override string ToString() => FaultText.Write(this);

    /// <summary>Returns the value if it is at least the bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below the bound.</exception>
    private protected static T AtLeast<T>(T least, T value)
        where T : struct, IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }

    /// <inheritdoc cref="AtLeast{T}(T, T)"/>
    private protected static T? AtLeast<T>(T least, T? value)
        where T : struct, IComparable<T> => value is { } given ? AtLeast(least, given) : null;

    /// <summary>Whether <see cref="Probability"/> and <see cref="Count"/> select connections instead of messages.</summary>
    internal virtual bool IsOfConnections => false;

    /// <summary>Whether the fault makes random choices.</summary>
    internal virtual bool DrawsByChance => Probability < 1;
}
