using System.Buffers.Text;
using System.Numerics;
using System.Text.Unicode;
using Tincan.Files;

namespace Tincan.Protocols.Names;

/// <summary>A table server's records: <c>record = name SP IPv4 SP "A"</c>, one per line. Blank lines and <c>#</c> comments are ignored.</summary>
/// <remarks>The records stay where they are in the bytes of the file; a hash table has their offsets.</remarks>
public sealed class NameTable
{
    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    private readonly byte[] _text;

    /// <summary>The offset of a record, plus 1; 0 if the slot is empty. A power of two of them, at most half of them used.</summary>
    private readonly int[] _slots;

    /// <summary>The last two bytes of each name: most that is no name is found to be none here, in the processor's cache.</summary>
    private readonly System.Collections.BitArray _endings = new(1 << 16);

    /// <summary>The offsets of names that are also the beginning of a longer one.</summary>
    private readonly HashSet<int> _beginnings = [];
    private readonly HashSet<byte[]> _topLevels = new(NameBytes.Comparer);
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _topLevelLookup;

    private NameTable(byte[] text)
    {
        _text = text;
        _slots = new int[BitOperations.RoundUpToPowerOf2(2 * ((uint)text.AsSpan().Count((byte)'\n') + 1))];
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
        var place = _slots[SlotOf(name, NameBytes.Hash(name))] - 1;
        record = place < 0 ? default : _text.AsSpan(place);
        record = (record.IndexOf((byte)'\n') is >= 0 and var length ? record[..length] : record).TrimEnd(Blanks);
        return place >= 0;
    }

    /// <summary>Whether a name of the table is also the beginning of a longer one.</summary>
    internal bool IsBeginning(ReadOnlySpan<byte> name) => _beginnings.Contains(_slots[SlotOf(name, NameBytes.Hash(name))] - 1);

    /// <summary>Whether a name ends in a top-level label of the table, or in a very common one.</summary>
    internal bool EndsInTopLevel(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        return dot > 0 && _topLevelLookup.Contains(name[(dot + 1)..]);
    }

    /// <summary>The slot of a name; an empty one if the name is not in the table.</summary>
    private int SlotOf(ReadOnlySpan<byte> name, uint hash)
    {
        var slot = (int)hash & (_slots.Length - 1);
        while (_slots[slot] is not 0 and var place
            && !(_text.Length >= place + name.Length && _text[place - 1 + name.Length] == ' ' && NameBytes.Same(name, _text.AsSpan(place - 1, name.Length))))
        {
            slot = (slot + 1) & (_slots.Length - 1);
        }

        return slot;
    }

    /// <summary>Takes the next line, without outer blanks.</summary>
    private bool TryLine(ref int next, out int place, out ReadOnlySpan<byte> line)
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
        place += line.Length - line.TrimStart(Blanks).Length;
        line = line.Trim(Blanks);
        return true;
    }

    private static bool IsRecord(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] != '#';

    private void NoteBeginnings(int start)
    {
        for (var next = start; TryLine(ref next, out _, out var line);)
        {
            if (IsRecord(line))
            {
                NoteBeginningsOf(line[..line.IndexOf((byte)' ')]);
            }
        }
    }

    private void NoteBeginningsOf(ReadOnlySpan<byte> name)
    {
        var hash = NameBytes.Hash(default);
        for (var length = 0; length < name.Length; length++)
        {
            if (length > 0 && _endings[EndingOf(name[..length])] && _slots[SlotOf(name[..length], hash)] is > 0 and var beginning)
            {
                _beginnings.Add(beginning - 1);
            }

            hash = NameBytes.Hash(name[length], hash);
        }

        var dot = name.LastIndexOf((byte)'.');
        if (dot > 0 && dot + 1 < name.Length)
        {
            _topLevelLookup.Add(name[(dot + 1)..]);
        }
    }

    private static int EndingOf(ReadOnlySpan<byte> name) =>
        NameBytes.Fold(name[^1]) | (name.Length > 1 ? NameBytes.Fold(name[^2]) << 8 : 0);

    /// <summary>Adds a record; returns what is wrong with it, or null.</summary>
    private string? Add(ReadOnlySpan<byte> line, int place)
    {
        if (!Utf8.IsValid(line))
        {
            return $"{Utf8Text.Problem(line, out _)} (in '{Escape.ForTerminal(line)}')";
        }

        if (line.Count((byte)' ') != 2 || line.ContainsAny((byte)'\t', (byte)'\r'))
        {
            return $"expected three words with single blanks, 'NAME IPv4 A', not '{Escape.ForTerminal(line)}'";
        }

        var (afterName, beforeType) = (line.IndexOf((byte)' '), line.LastIndexOf((byte)' '));
        var address = line[(afterName + 1)..beforeType];
        if (!IsIPv4(address))
        {
            return $"'{Escape.ForTerminal(address)}' is not an IPv4 address";
        }

        if (line[(beforeType + 1)..] is not [(byte)'A'])
        {
            return $"the type must be A, not '{Escape.ForTerminal(line[(beforeType + 1)..])}'";
        }

        var name = line[..afterName];
        var slot = SlotOf(name, NameBytes.Hash(name));
        if (_slots[slot] is > 0 and var earlier)
        {
            return $"'{Escape.ForTerminal(name)}' is on line {_text.AsSpan(0, earlier).Count((byte)'\n') + 1} already";
        }

        _slots[slot] = place + 1;
        _endings[EndingOf(name)] = true;
        LongestName = Math.Max(LongestName, name.Length);
        Count++;
        return null;
    }

    /// <summary>Whether it is four numbers as a computer writes them: <c>01.2.3.4</c> and <c>1.2.3</c> are addresses to some programs only.</summary>
    private static bool IsIPv4(ReadOnlySpan<byte> address)
    {
        for (var part = 0; part < 4; part++)
        {
            if ((part > 0 && !Take(ref address, 1, isRight: address is [(byte)'.', ..]))
                || !Utf8Parser.TryParse(address, out byte value, out var length)
                || !Take(ref address, length, isRight: length == (value < 10 ? 1 : value < 100 ? 2 : 3)))
            {
                return false;
            }
        }

        return address.IsEmpty;

        static bool Take(ref ReadOnlySpan<byte> rest, int length, bool isRight)
        {
            rest = isRight ? rest[length..] : rest;
            return isRight;
        }
    }
}
