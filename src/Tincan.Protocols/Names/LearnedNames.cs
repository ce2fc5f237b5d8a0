using System.Collections.Concurrent;

namespace Tincan.Protocols.Names;

/// <summary>Names that table servers have answered, so that a resolver recognises them when a client sends them without a line end.</summary>
internal sealed class LearnedNames : IKnownMessages
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<byte[], bool> _names = new(NameBytes.Comparer);
    private readonly ConcurrentDictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    /// <summary>Counting the entries of the dictionary would lock it.</summary>
    private int _count;

    public LearnedNames() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Adds a name, up to a maximum number.</summary>
    public void Add(ReadOnlySpan<byte> name)
    {
        if (!_lookup.ContainsKey(name) && Volatile.Read(ref _count) < Most && _names.TryAdd(name.ToArray(), true))
        {
            Interlocked.Increment(ref _count);
        }
    }

    public KnownMessage Find(ReadOnlySpan<byte> bytes, int read) =>
        _lookup.ContainsKey(bytes) ? new(0, bytes.Length, MayGrow: true) : default;
}
