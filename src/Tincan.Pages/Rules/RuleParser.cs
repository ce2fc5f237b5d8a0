using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;

namespace Tincan.Pages.Rules;

/// <summary>
/// Reads the lines of a <c>rules</c> block. A rule begins with <c>on</c>, at the left; its actions are the indented lines after it, or one action on the same line
/// after two blanks.
/// </summary>
/// <param name="source">The page.</param>
public sealed class RuleParser(SourceText source)
{
    private static readonly string[] ActionWords =
        ["send", "raw", "others", "all", "to", "close", "finish", "reset", "set", "delete", "join", "leave", "wait", "take", "ignore"];

    private readonly List<Rule> _rules = [];

    /// <summary>The rule whose actions are being read, and these.</summary>
    private Rule? _rule;
    private List<RuleAction> _actions = [];
    private bool _ignores;

    /// <summary>Reads all rules.</summary>
    /// <param name="lines">The lines of the block.</param>
    public IReadOnlyList<Rule> Read(IEnumerable<(int Start, int End)> lines)
    {
        foreach (var (start, lineEnd) in lines)
        {
            var end = start + source.Bytes[start..lineEnd].TrimEnd(" \t\r"u8).Length;
            var from = end - source.Bytes[start..end].TrimStart(" \t"u8).Length;
            if (from == end || source.Bytes[from] == '#')
            {
                continue;
            }

            if (from == start)
            {
                CloseRule();
                ReadRule(from, end);
            }
            else if (_rule is null)
            {
                throw source.Error(from, "an action belongs to a rule: a line before it begins with 'on', at the left");
            }
            else
            {
                ReadAction(from, end);
            }
        }

        CloseRule();
        return _rules;
    }

    private void CloseRule()
    {
        if (_rule is null)
        {
            return;
        }

        if (_actions.Count == 0 && !_ignores)
        {
            throw _rule.At.Error("this rule does nothing: write what it sends, or 'ignore', after two blanks or on an indented line");
        }

        _rules.Add(_rule with { Actions = _actions });
        (_rule, _actions, _ignores) = (null, [], false);
    }

    private void ReadRule(int from, int end)
    {
        if (!source.Bytes[from..end].StartsWith("on "u8))
        {
            throw source.Error(from, "a rule begins with 'on': on MESSAGE, on connect, on anything else, on silence 30s, on end, on unfinished");
        }

        var start = SkipBlanks(from + 3, end);
        var (headEnd, action) = Split(start, end);
        var when = When(start, headEnd, out var messageEnd);
        var head = source.Word(start, messageEnd);
        var (happens, time) = head.Text switch
        {
            "connect" => (RuleEvent.Connect, default(TimeSpan)),
            "anything else" => (RuleEvent.AnythingElse, default),
            "end" => (RuleEvent.End, default),
            "unfinished" => (RuleEvent.Unfinished, default),
            ['s', 'i', 'l', 'e', 'n', 'c', 'e', ' ', .. var text] => (RuleEvent.Silence, TimeText.TryRead(text.Trim(), out var read) && read > TimeSpan.Zero
                ? read
                : throw head.Error("a time was expected here: 30s, 500ms", "silence ".Length)),
            _ => (RuleEvent.Message, default),
        };
        if (head.Bytes.IsEmpty)
        {
            throw head.Error("a message was expected here; an empty one is written \"\"");
        }

        var message = happens == RuleEvent.Message ? MessageParser.Read(source, start, messageEnd) : null;
        _rule = new Rule(source.Word(from, headEnd), happens, message, time, when, []);
        if (action < end)
        {
            ReadAction(action, end);
        }
    }

    /// <summary>Finds where an action begins on the line of its rule: after two blanks or a tab, with a word of an action.</summary>
    private (int HeadEnd, int Action) Split(int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (source.Bytes[at] != '\t' && !source.Bytes[at..end].StartsWith("  "u8))
            {
                continue;
            }

            var next = SkipBlanks(at, end);
            var after = next;
            if (ActionWords.Contains(ExpressionParser.ReadName(source, ref after, end).Text))
            {
                return (at, next);
            }
        }

        return (end, end);
    }

    private Expression? When(int start, int end, out int messageEnd)
    {
        var text = source.Bytes[start..end];
        var at = text.LastIndexOf(" when "u8);
        messageEnd = at < 0 ? end : start + text[..at].TrimEnd(" \t"u8).Length;
        return at < 0 ? null : new ExpressionParser(source, start + at + " when ".Length, end).ReadAll();
    }

    private void ReadAction(int from, int end)
    {
        var at = from;
        var word = ExpressionParser.ReadName(source, ref at, end);
        var rest = SkipBlanks(at, end);
        var line = source.Word(from, end);
        switch (word.Text)
        {
            case "ignore":
                Alone(rest, end);
                _ignores = true;
                return;
            case "send" or "raw":
                _actions.Add(Send(line, Recipients.Sender, null, from, end));
                return;
            case "others" or "all":
                _actions.Add(Send(line, word.Text == "all" ? Recipients.All : Recipients.Others, null, rest, end));
                return;
            case "to":
                var name = new ExpressionParser(source, rest, end);
                var expression = name.Read();
                _actions.Add(Send(line, Recipients.Named, expression, SkipBlanks(name.At, end), end));
                return;
            case "set":
                _actions.Add(Set(line, rest, end));
                return;
            case "delete":
                var variable = new ExpressionParser(source, rest, end).ReadAll();
                _actions.Add(new DeleteAction(line, variable as StateExpression ?? throw variable.At.Error("a variable was expected here: my.NAME, our.NAME, our.NAME[$key]")));
                return;
            case "join":
                _actions.Add(new JoinAction(line, rest == end ? null : new ExpressionParser(source, rest, end).ReadAll()));
                return;
            case "wait":
                _actions.Add(new WaitAction(line, TimeExpression.Read(source, source.Word(rest, end))));
                return;
            case "take":
                _actions.Add(Take(line, rest, end));
                return;
        }

        Alone(rest, end);
        _actions.Add(word.Text switch
        {
            "close" => new CloseAction(line),
            "finish" => new FinishAction(line),
            "reset" => new ResetAction(line),
            "leave" => new LeaveAction(line),
            var text => throw source.Error(from, $"{word} is no action: {DidYouMean.Hint(text, ActionWords, $"the actions are {string.Join(", ", ActionWords)}")}"),
        });
    }

    private SendAction Send(Token line, Recipients recipients, Expression? name, int from, int end)
    {
        var at = from;
        var isRaw = IsWord("raw", ref at, end);
        if (!IsWord("send", ref at, end))
        {
            throw source.Error(at, "'send' was expected here");
        }

        return new SendAction(line, recipients, name, MessageParser.Read(source, at, end), isRaw);
    }

    private bool IsWord(string expected, ref int at, int end)
    {
        var after = at;
        if (ExpressionParser.ReadName(source, ref after, end).Text != expected)
        {
            return false;
        }

        at = after < end && source.Bytes[after] == ' ' ? after + 1 : after;
        return true;
    }

    private SetAction Set(Token line, int from, int end)
    {
        var left = new ExpressionParser(source, from, end);
        var variable = left.ReadVariable();
        var at = SkipBlanks(left.At, end);
        if (at == end || source.Bytes[at] != '=')
        {
            throw source.Error(at, "'=' was expected here: set my.count = my.count + 1");
        }

        return new SetAction(line, variable, new ExpressionParser(source, at + 1, end).ReadAll());
    }

    private TakeAction Take(Token line, int from, int end)
    {
        var count = new ExpressionParser(source, from, end);
        var expression = count.Read();
        var at = SkipBlanks(count.At, end);
        if (!IsWord("as", ref at, end) || at == end || source.Bytes[at] != '$')
        {
            throw source.Error(at, "'as $NAME' was expected here: take $length as $data");
        }

        at++;
        var name = ExpressionParser.ReadName(source, ref at, end);
        return at == end && !name.Bytes.IsEmpty ? new TakeAction(line, expression, name.Text) : throw source.Error(at, "the line should end after the name");
    }

    private void Alone(int rest, int end)
    {
        if (rest != end)
        {
            throw source.Error(rest, "the action should end before this");
        }
    }

    private int SkipBlanks(int at, int end)
    {
        while (at < end && source.Bytes[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }
}
