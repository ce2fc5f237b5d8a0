using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Transcripts;

/// <summary>Reads the lines of a <c>talk</c> block.</summary>
/// <param name="source">The page.</param>
public sealed class TranscriptParser(SourceText source)
{
    private const string Forms = "a line begins with C:, S:, C1:, T1:, S>C2:, in:, out:, file NAME: or exit CODE";

    private const int MaxTimes = 10_000_000;
    private const long MaxFill = 64 * 1024 * 1024;

    /// <summary>The client that acted last: the server's lines that name no client go to it.</summary>
    private Role _client = new(RoleKind.Client);
    private bool _hasMessage;
    private List<MessageStep>? _group;
    private Token _groupAt;

    /// <summary>Lines with <c>[any number]</c>, which belong to the next message.</summary>
    private readonly List<MessageStep> _before = [];

    /// <summary>Reads a transcript.</summary>
    /// <param name="at">The block.</param>
    /// <param name="lines">Its lines.</param>
    public Transcript Read(Token at, IEnumerable<(int Start, int End)> lines)
    {
        List<Step> steps = [];
        foreach (var (start, lineEnd) in lines)
        {
            var end = start + source.Bytes[start..lineEnd].TrimEnd(" \t\r"u8).Length;
            var from = end - source.Bytes[start..end].TrimStart(" \t"u8).Length;
            if (from == end)
            {
                CloseGroup(steps);
            }
            else if (source.Bytes[from] != '#')
            {
                ReadLine(from, end, steps);
            }
        }

        CloseGroup(steps);
        ThrowIfBefore();
        return new Transcript(at, steps);
    }

    private void ReadLine(int from, int end, List<Step> steps)
    {
        var line = source.Word(from, end);
        if (line.Bytes.SequenceEqual("(either order)"u8))
        {
            CloseGroup(steps);
            (_group, _groupAt) = ([], line);
            return;
        }

        if (ReadStep(line, from, end) is not { } step)
        {
            return;
        }

        if (step is not MessageStep)
        {
            ThrowIfBefore();
        }

        _hasMessage |= step is WireStep;
        if (_group is null)
        {
            steps.Add(step);
        }
        else
        {
            _group.Add(step as MessageStep ?? throw line.Error("only messages can come in either order; a blank line ends the group"));
        }
    }

    private void CloseGroup(List<Step> steps)
    {
        if (_group is null)
        {
            return;
        }

        steps.Add(_group.Count > 1 ? new EitherOrderStep(_groupAt, _group) : throw _groupAt.Error("at least two messages follow (either order), one a line"));
        _group = null;
    }

    private void ThrowIfBefore()
    {
        if (_before is [var first, ..])
        {
            throw first.At.Error("after [any number] the message is expected that ends them, or [closes], from the same sender");
        }
    }

    /// <summary>Reads a line; null if it only says what may come before the next one.</summary>
    private Step? ReadStep(Token line, int from, int end)
    {
        if (line.Bytes.StartsWith("exit"u8) && line.Bytes[4..] is [(byte)' ', .. var code])
        {
            return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 255
                ? new ExitStep(line, value)
                : throw line.Error("an exit code is a number from 0 to 255", 5);
        }

        var colon = line.Bytes.IndexOf((byte)':');
        if (colon < 0)
        {
            throw line.Error(Forms);
        }

        var head = source.Word(from, from + colon);
        var text = from + colon + 1;
        text += text < end && source.Bytes[text] == ' ' ? 1 : 0;
        return head.Text switch
        {
            "in" when TryMark(ref text, end, "[unfinished]"u8) => new InputStep(line, Message(text, end)) { IsUnfinished = true },
            "in" => new InputStep(line, text >= end ? null : Message(text, end)),
            "out" when TryMark(ref text, end, "[never]"u8) => new OutputStep(line, Message(text, end)) { IsNever = true },
            "out" when TryMark(ref text, end, "[raw]"u8) => new OutputStep(line, Message(text, end)) { IsRaw = true },
            "out" => new OutputStep(line, Message(text, end)),
            ['f', 'i', 'l', 'e', ' ', .. var name] when TryMark(ref text, end, "[unfinished]"u8) => new FileStep(line, FileName(head, name), _hasMessage, Message(text, end)) { IsUnfinished = true },
            ['f', 'i', 'l', 'e', ' ', .. var name] => new FileStep(line, FileName(head, name), _hasMessage, Message(text, end)),
            _ => ReadWireStep(line, head, Math.Min(text, end), end),
        };
    }

    /// <summary>Skips a word in brackets, if it is there.</summary>
    private bool TryMark(ref int from, int end, ReadOnlySpan<byte> mark)
    {
        var isThere = source.Bytes[Math.Min(from, end)..end].StartsWith(mark);
        from += isThere ? mark.Length : 0;
        from += isThere && from < end && source.Bytes[from] == ' ' ? 1 : 0;
        return isThere;
    }

    private MessageForm Message(int from, int end) => MessageParser.Read(source, from, end);

    private static ByteText FileName(Token head, string name) => name.Trim() is { Length: > 0 } file && !file.Contains('/', StringComparison.Ordinal) && file is not ("." or "..")
        ? ByteText.FromUtf8(file)
        : throw head.Error("a file is named without a folder: it is in the folder of the program", 5);

    private Step? ReadWireStep(Token line, Token head, int from, int end)
    {
        var (sender, receiver) = ReadRoles(head);
        Expression? after = null;
        Expression? within = null;
        var (times, isUnjudged, isOnSame) = (1, false, false);
        while (from < end && EventWord(from, end) is { } word)
        {
            var close = source.Bytes[from..end].IndexOf((byte)']');
            if (close < 0)
            {
                throw source.Error(from, "this bracket is never closed");
            }

            var rest = source.Word(from + 1 + word.Bytes.Length, from + close);
            from += close + 1;
            from += from < end && source.Bytes[from] == ' ' ? 1 : 0;
            switch (word.Text)
            {
                case "after":
                    after = Time(rest);
                    break;
                case "within":
                    within = Time(rest);
                    break;
                case "any" when rest.Text.Trim() == "number":
                    _before.Add(new MessageStep(line, sender, receiver, Message(from, end), after, within));
                    return null;
                case "times":
                    times = int.TryParse(rest.Text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MaxTimes
                        ? count
                        : throw rest.Error($"a number from 1 to {MaxTimes} was expected here");
                    break;
                case "unjudged":
                    ExpectNothing(rest);
                    isUnjudged = true;
                    break;
                case "same" when rest.Text.Trim() == "connection":
                    isOnSame = true;
                    break;
                case "fills":
                    return SizeText.Read(rest.Text.Trim()) is { } limit and > 0 and <= MaxFill
                        ? new FillStep(line, sender, receiver, Message(from, end), limit)
                        : throw rest.Error("a size was expected here, up to 64MiB: [fills 32MiB]");
                case "raw":
                    ExpectNothing(rest);
                    return new RawStep(line, sender, receiver, Message(from, end), after) { IsUnjudged = isUnjudged };
                case "unfinished":
                    ExpectNothing(rest);
                    return new UnfinishedStep(line, sender, receiver, Message(from, end));
                default:
                    var happens = EventWords.Read(word, sender);
                    var time = happens == TranscriptEvent.Silence ? Time(rest) : within;
                    if (happens != TranscriptEvent.Silence)
                    {
                        ExpectNothing(rest);
                    }

                    return from < end
                        ? throw source.Error(from, "nothing follows this event: the next one is a line of its own")
                        : new EventStep(line, sender, receiver, happens, time, after) { Before = happens is TranscriptEvent.Fin or TranscriptEvent.Closes ? TakeBefore(sender, receiver) : [] };
            }
        }

        return new MessageStep(line, sender, receiver, Message(from, end), after, within) { Times = times, IsUnjudged = isUnjudged, IsOnSameConnection = isOnSame, Before = TakeBefore(sender, receiver) };
    }

    /// <summary>What may come before the next line of a sender.</summary>
    private IReadOnlyList<MessageForm> TakeBefore(Role sender, Role receiver)
    {
        if (_before.Any(before => before.From != sender || before.To != receiver))
        {
            ThrowIfBefore();
        }

        IReadOnlyList<MessageForm> forms = [.. _before.Select(static before => before.Message)];
        _before.Clear();
        return forms;
    }

    /// <summary>The first word in brackets; null if the brackets are an array of JSON.</summary>
    private Token? EventWord(int from, int end)
    {
        if (source.Bytes[from] != '[')
        {
            return null;
        }

        var length = 0;
        while (from + 1 + length < end && char.IsAsciiLetter((char)source.Bytes[from + 1 + length]))
        {
            length++;
        }

        var word = source.Word(from + 1, from + 1 + length);
        return length == 0 || word.Text is "true" or "false" or "null" ? null : word;
    }

    private static void ExpectNothing(Token rest)
    {
        if (!rest.Bytes.Trim(" \t"u8).IsEmpty)
        {
            throw rest.Error("the bracket should end before this");
        }
    }

    private Expression Time(Token token) => TimeExpression.Read(source, token);

    private (Role From, Role To) ReadRoles(Token head)
    {
        var arrow = head.Bytes.IndexOf((byte)'>');
        var from = ReadRole(head, arrow < 0 ? head.Text : head.Text[..arrow]);
        if (arrow >= 0)
        {
            var to = ReadRole(head, head.Text[(arrow + 1)..]);
            if ((from.Kind == RoleKind.Server) == (to.Kind == RoleKind.Server))
            {
                throw head.Error("a message goes from the server or to the server: C1:, S>C1:, S>T1:, T1:");
            }

            _client = from.Kind == RoleKind.Client ? from : to.Kind == RoleKind.Client ? to : _client;
            return (from, to);
        }

        if (from.Kind == RoleKind.Server)
        {
            return (from, _client);
        }

        _client = from.Kind == RoleKind.Client ? from : _client;
        return (from, Role.Server);
    }

    private static Role ReadRole(Token head, string text) =>
        TryReadRole(text.Trim(), out var role) ? role : throw head.Error($"{head} does not say who speaks: {Forms}");

    /// <summary>Reads <c>C</c>, <c>C2</c>, <c>S</c> or <c>T1</c>.</summary>
    internal static bool TryReadRole(string text, out Role role)
    {
        var number = 0;
        var isRole = text.Length > 0 && text[0] is 'C' or 'S' or 'T' && (text.Length == 1
            || (text[0] != 'S' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and < 100));
        role = isRole ? new Role(text[0] switch { 'C' => RoleKind.Client, 'S' => RoleKind.Server, _ => RoleKind.Upstream }, number) : default;
        return isRole;
    }
}
