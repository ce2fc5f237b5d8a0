namespace Tincan.Reloading;

/// <summary>
/// Something that others use while it may be replaced as a whole: who takes <see cref="Current"/> once for a question answers it from the old or from the
/// new, and never from both.
/// </summary>
/// <typeparam name="T">Something that does not change itself.</typeparam>
/// <param name="first">What there is until it is swapped.</param>
public sealed class Snapshot<T>(T first)
    where T : class
{
    private T _current = first;

    /// <summary>What there is now.</summary>
    public T Current => Volatile.Read(ref _current);

    /// <summary>Puts something else in its place. Who holds the old keeps it.</summary>
    /// <param name="next">What there is from now on.</param>
    public void Swap(T next) => Volatile.Write(ref _current, next);

    /// <summary>What is never replaced is handed over as it is.</summary>
    /// <param name="value">What there is.</param>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the other way to write it.")]
    public static implicit operator Snapshot<T>(T value) => new(value);
}
