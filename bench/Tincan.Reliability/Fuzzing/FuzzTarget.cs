namespace Tincan.Reliability.Fuzzing;

/// <summary>Something that takes a stranger's bytes.</summary>
internal abstract class FuzzTarget : IAsyncDisposable
{
    /// <summary>One word, which is also the name of its folder in the corpus.</summary>
    public abstract string Name { get; }

    /// <summary>Good inputs, to be spoiled.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words that mean something to it, to be put in.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Its share of all inputs, compared with the other targets'. Defaults to 10.</summary>
    public int Weight { get; init; } = 10;

    /// <summary>The TLS it speaks, which goes with it. Defaults to null: none.</summary>
    public Secured? Tls { get; init; }

    /// <summary>Hands it an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="chance">Decides how they are cut, and how the connection ends.</param>
    /// <returns>What was wrong; null if nothing was. What it throws is wrong, too.</returns>
    public abstract ValueTask<string?> TryAsync(byte[] input, Random chance);

    /// <summary>What is wrong when all inputs are through; null if nothing is.</summary>
    public virtual ValueTask<string?> EndAsync() => ValueTask.FromResult<string?>(null);

    public virtual ValueTask DisposeAsync()
    {
        Tls?.Dispose();
        return ValueTask.CompletedTask;
    }
}
