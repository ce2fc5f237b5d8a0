using System.Collections.Concurrent;

namespace Tincan.Protocols.Names;

/// <summary>Names that table servers have answered, so that a resolver recognises them when a client sends them without a line end.</summary>
internal sealed class LearnedNames : IKnownMessages
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<byte[], bool> _names = new(NameBytes.Comparer);
    private readonly ConcurrentDictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public LearnedNames() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Adds a name, up to a maximum number.</summary>
    public void Add(byte[] name)
    {
        if (!_lookup.ContainsKey(name) && _names.Count < Most)
        {
            _names.TryAdd(name, true);
        }
    }

    public KnownMessage Find(ReadOnlySpan<byte> bytes, int read) =>
        _lookup.ContainsKey(bytes) ? new(0, bytes.Length, MayGrow: true) : default;
}
