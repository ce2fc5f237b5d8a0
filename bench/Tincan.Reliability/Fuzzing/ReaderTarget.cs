namespace Tincan.Reliability.Fuzzing;

/// <summary>A reader of files or words: it may refuse an input, with its own exception and a message.</summary>
/// <typeparam name="TRefusal">The exception with which it refuses.</typeparam>
/// <param name="name">One word.</param>
/// <param name="read">Reads; what is returned is wrong.</param>
/// <param name="seeds">Good inputs.</param>
internal sealed class ReaderTarget<TRefusal>(string name, Func<byte[], string?> read, params string[] seeds) : FuzzTarget
    where TRefusal : Exception
{
    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.UTF8.GetBytes)];

    public override ValueTask<string?> TryAsync(byte[] input, Random chance)
    {
        try
        {
            return ValueTask.FromResult(read(input));
        }
        catch (TRefusal refusal)
        {
            return ValueTask.FromResult(refusal.Message.Length == 0 ? "it refuses without a word" : null);
        }
    }
}
