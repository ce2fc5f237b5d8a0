using System.Collections.Concurrent;

namespace Tincan.Protocols.Names;

/// <summary>Names that table servers have answered: a resolver knows them when they are asked again without a line end.</summary>
internal sealed class LearnedNames : IKnownMessages
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<byte[], bool> _names = new(NameBytes.Comparer);
    private readonly ConcurrentDictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public LearnedNames() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Learns a name, until there are too many.</summary>
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
