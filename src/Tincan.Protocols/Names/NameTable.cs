using System.Buffers.Binary;
using System.Numerics;
using Tincan.Files;

namespace Tincan.Protocols.Names;

/// <summary>A table server's records: <c>record = name SP IPv4 SP "A"</c>, one per line. Blank lines and <c>#</c> comments are ignored.</summary>
/// <remarks>The records stay where they are in the bytes of the file; a hash table has their offsets.</remarks>
public sealed class NameTable
{
    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    private readonly byte[] _text;

    /// <summary>The offset of the record in each slot. A power of two of them, at most three quarters of them used.</summary>
    private readonly int[] _slots;

    /// <summary>Seven bits of the hash of the name in each slot, and one that says that there is one: searches that meet other names stay in this small array.</summary>
    private readonly byte[] _tags;

    /// <summary>The last two bytes of each name: most that is no name is found to be none here, in the processor's cache.</summary>
    private readonly System.Collections.BitArray _endings = new(1 << 16);

    private int _shortestName = int.MaxValue;

    /// <summary>The offsets of names that are also the beginning of a longer one.</summary>
    private readonly HashSet<int> _beginnings = [];
    private readonly HashSet<byte[]> _topLevels = new(NameBytes.Comparer);
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _topLevelLookup;

    private NameTable(byte[] text)
    {
        _text = text;
        var lines = (uint)Math.Min(text.AsSpan().Count((byte)'\n'), text.Length / NameRecord.Shortest) + 1;
        _slots = new int[BitOperations.RoundUpToPowerOf2(lines + (lines / 3) + 1)];
        _tags = new byte[_slots.Length];
        _topLevelLookup = _topLevels.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var common in (ReadOnlySpan<string>)["com", "edu", "gov", "net", "org"])
        {
            _topLevels.Add(Encoding.ASCII.GetBytes(common));
        }
    }

    /// <summary>The number of names.</summary>
    public int Count { get; private set; }

    /// <summary>The length of the longest name, in bytes.</summary>
    internal int LongestName { get; private set; }

    /// <summary>Loads a table file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadFileException">The file cannot be read, or a line is not valid; the message has file and line.</exception>
    public static NameTable Load(string path) => Parse(WholeFile.Read(path), path);

    /// <summary>Reads a table.</summary>
    /// <param name="text">The file's bytes: UTF-8, LF or CRLF. The table keeps them.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static NameTable Parse(byte[] text, string file)
    {
        var table = new NameTable(text);
        var start = text.Length - Utf8Text.SkipMark(text, file).Length;
        for (var (next, number) = (start, 1); table.TryLine(ref next, out var place, out var line); number++)
        {
            if (IsRecord(line) && table.Add(line, place) is { } problem)
            {
                throw new BadFileException(file, number, problem);
            }
        }

        table.NoteBeginnings(start);
        return table;
    }

    /// <summary>Finds the record of a name, ignoring the case of ASCII letters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="record"><c>Name IP A</c>, with the table's spelling of the name.</param>
    public bool TryFind(scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> record)
    {
        var isFound = TrySlot(name, out var slot, out _);
        record = isFound ? _text.AsSpan(_slots[slot]) : default;
        record = (record.IndexOf((byte)'\n') is >= 0 and var length ? record[..length] : record).TrimEnd(Blanks);
        return isFound;
    }

    /// <summary>Whether a name of the table is also the beginning of a longer one.</summary>
    internal bool IsBeginning(ReadOnlySpan<byte> name) => TrySlot(name, out var slot, out _) && _beginnings.Contains(_slots[slot]);

    /// <summary>Whether a name ends in a top-level label of the table, or in a very common one.</summary>
    internal bool EndsInTopLevel(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        return dot > 0 && _topLevelLookup.Contains(name[(dot + 1)..]);
    }

    /// <summary>Finds the slot of a name, or the empty one for it and its tag.</summary>
    private bool TrySlot(ReadOnlySpan<byte> name, out int slot, out byte tag)
    {
        var hash = NameBytes.Hash(name);
        tag = (byte)((hash >> 24) | 0x80);
        for (slot = (int)hash & (_slots.Length - 1); _tags[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_tags[slot] == tag && _text.AsSpan(_slots[slot]) is var record
                && record.Length > name.Length && record[name.Length] == ' ' && NameBytes.Same(name, record[..name.Length]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the next line, without outer blanks.</summary>
    private bool TryLine(scoped ref int next, out int place, out ReadOnlySpan<byte> line)
    {
        place = next;
        line = default;
        if (next >= _text.Length)
        {
            return false;
        }

        line = _text.AsSpan(next);
        line = line.IndexOf((byte)'\n') is >= 0 and var length ? line[..length] : line;
        next += line.Length + 1;
        if (line is [> (byte)' ', .., > (byte)' '])
        {
            return true;
        }

        place += line.Length - line.TrimStart(Blanks).Length;
        line = line.Trim(Blanks);
        return true;
    }

    private static bool IsRecord(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] != '#';

    private void NoteBeginnings(int start)
    {
        ReadOnlySpan<byte> topLevel = default;
        for (var next = start; TryLine(ref next, out _, out var line);)
        {
            if (!IsRecord(line))
            {
                continue;
            }

            var name = line[..line.IndexOf((byte)' ')];
            for (var length = _shortestName; length < name.Length; length++)
            {
                if (_endings[EndingOf(name[..length])] && TrySlot(name[..length], out var slot, out _))
                {
                    _beginnings.Add(_slots[slot]);
                }
            }

            // Most names end as the one before.
            var dot = name.LastIndexOf((byte)'.');
            if (dot > 0 && dot + 1 < name.Length && !name[(dot + 1)..].SequenceEqual(topLevel))
            {
                topLevel = name[(dot + 1)..];
                _topLevelLookup.Add(topLevel);
            }
        }
    }

    /// <summary>The last two bytes, and as in a hash the bit that makes a letter small.</summary>
    private static int EndingOf(ReadOnlySpan<byte> name) =>
        (name.Length > 1 ? BinaryPrimitives.ReadUInt16LittleEndian(name[^2..]) : name[0]) | 0x2020;

    /// <summary>Adds a record; returns what is wrong with it, or null.</summary>
    private string? Add(ReadOnlySpan<byte> line, int place)
    {
        if (NameRecord.Read(line, out var nameLength) is { } problem)
        {
            return problem;
        }

        var name = line[..nameLength];
        if (TrySlot(name, out var slot, out var tag))
        {
            return $"'{NameRecord.Show(name)}' is on line {_text.AsSpan(0, _slots[slot]).Count((byte)'\n') + 1} already";
        }

        (_slots[slot], _tags[slot]) = (place, tag);
        _endings[EndingOf(name)] = true;
        LongestName = Math.Max(LongestName, name.Length);
        _shortestName = Math.Min(_shortestName, name.Length);
        Count++;
        return null;
    }
}
