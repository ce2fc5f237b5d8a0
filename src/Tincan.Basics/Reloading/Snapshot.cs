namespace Tincan.Reloading;

/// <summary>
/// A value that can be replaced while it is in use. Read <see cref="Current"/> once per request: then an answer comes from the old or the new value, never from
/// both.
/// </summary>
/// <typeparam name="T">An immutable type.</typeparam>
/// <param name="first">The first value.</param>
public sealed class Snapshot<T>(T first)
    where T : class
{
    private T _current = first;

    /// <summary>The current value.</summary>
    public T Current => Volatile.Read(ref _current);

    /// <summary>Replaces the value.</summary>
    /// <param name="next">The new value.</param>
    public void Replace(T next) => Volatile.Write(ref _current, next);

    /// <summary>A snapshot of a value that is never replaced.</summary>
    /// <param name="value">The value.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator Snapshot<T>(T value) => new(value);
}
