using System.Net.Sockets;
using System.Text.Unicode;
using Tincan.Files;

namespace Tincan.Protocols.Names;

/// <summary>A table server's records: <c>record = name SP IPv4 SP "A"</c>, one per line. Blank lines and <c>#</c> comments are ignored.</summary>
public sealed class NameTable
{
    private readonly Dictionary<byte[], (byte[] Record, int Line)> _records = new(NameBytes.Comparer);
    private readonly Dictionary<byte[], (byte[] Record, int Line)>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    private readonly HashSet<byte[]> _beginnings = new(NameBytes.Comparer);
    private readonly HashSet<byte[]> _topLevels = new(NameBytes.Comparer);
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _beginningLookup;
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _topLevelLookup;

    private NameTable()
    {
        _lookup = _records.GetAlternateLookup<ReadOnlySpan<byte>>();
        _beginningLookup = _beginnings.GetAlternateLookup<ReadOnlySpan<byte>>();
        _topLevelLookup = _topLevels.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var common in (ReadOnlySpan<string>)["com", "edu", "gov", "net", "org"])
        {
            _topLevels.Add(Encoding.ASCII.GetBytes(common));
        }
    }

    /// <summary>The number of names.</summary>
    public int Count => _records.Count;

    /// <summary>The length of the longest name, in bytes.</summary>
    internal int LongestName { get; private set; }

    /// <summary>Loads a table file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadFileException">The file cannot be read, or a line is not valid; the message has file and line.</exception>
    public static NameTable Load(string path) => Parse(WholeFile.Read(path), path);

    /// <summary>Reads a table.</summary>
    /// <param name="text">The file's bytes: UTF-8, LF or CRLF.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="BadFileException">A line is not valid.</exception>
    public static NameTable Parse(ReadOnlySpan<byte> text, string file)
    {
        var table = new NameTable();
        text = Utf8Text.SkipMark(text, file);
        var number = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            number++;
            var line = text[range].Trim(" \t\r"u8);
            if (!line.IsEmpty && line[0] != '#' && table.Add(line, number) is { } problem)
            {
                throw new BadFileException(file, number, problem);
            }
        }

        table.NoteBeginnings();
        return table;
    }

    /// <summary>Finds the record of a name, ignoring the case of ASCII letters.</summary>
    /// <param name="name">The name.</param>
    /// <param name="record"><c>Name IP A</c>, with the table's spelling of the name.</param>
    public bool TryFind(scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> record)
    {
        var found = _lookup.TryGetValue(name, out var entry);
        record = entry.Record;
        return found;
    }

    /// <summary>Whether a name of the table is also the beginning of a longer one.</summary>
    internal bool IsBeginning(ReadOnlySpan<byte> name) => _beginningLookup.Contains(name);

    /// <summary>Whether a name ends in a top-level label of the table, or in a very common one.</summary>
    internal bool EndsInTopLevel(ReadOnlySpan<byte> name)
    {
        var dot = name.LastIndexOf((byte)'.');
        return dot > 0 && _topLevelLookup.Contains(name[(dot + 1)..]);
    }

    private void NoteBeginnings()
    {
        var shortest = _records.Count == 0 ? 0 : _records.Keys.Min(static name => name.Length);
        foreach (var name in _records.Keys)
        {
            LongestName = Math.Max(LongestName, name.Length);
            for (var length = shortest; length < name.Length; length++)
            {
                if (_lookup.TryGetValue(name.AsSpan(0, length), out var beginning, out _))
                {
                    _beginnings.Add(beginning);
                }
            }

            var dot = name.AsSpan().LastIndexOf((byte)'.');
            if (dot > 0 && dot + 1 < name.Length)
            {
                _topLevelLookup.Add(name.AsSpan(dot + 1));
            }
        }
    }

    private string? Add(ReadOnlySpan<byte> line, int number)
    {
        if (!Utf8.IsValid(line))
        {
            return $"{Utf8Text.Problem(line, out _)} (in '{Escape.ForTerminal(line)}')";
        }

        Span<Range> fields = stackalloc Range[4];
        var text = Encoding.UTF8.GetString(line);
        if (text.AsSpan().Split(fields, ' ') != 3 || text.AsSpan().ContainsAny('\t', '\r'))
        {
            return $"expected three words with single blanks, 'NAME IPv4 A', not '{Escape.ForTerminal(line)}'";
        }

        var (name, address, type) = (text[fields[0]], text[fields[1]], text[fields[2]]);
        var key = Encoding.UTF8.GetBytes(name);
        return name.Length == 0 ? "the name is empty"
            : !IPAddress.TryParse(address, out var ip) || ip.AddressFamily != AddressFamily.InterNetwork || ip.ToString() != address
                ? $"'{Escape.ForTerminal(address)}' is not an IPv4 address"
            : type != "A" ? $"the type must be A, not '{Escape.ForTerminal(type)}'"
            : !_records.TryAdd(key, (line.ToArray(), number)) ? $"'{Escape.ForTerminal(key)}' is on line {_records[key].Line} already"
            : null;
    }
}
