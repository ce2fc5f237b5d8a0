namespace Tincan.Pages.Expressions;

/// <summary>
/// Reads expressions, by the grammar in docs/pages.md. It stops at the first character that cannot belong to the expression; what must follow there is the
/// caller's to say.
/// </summary>
/// <param name="source">The page.</param>
/// <param name="start">Where the expression begins.</param>
/// <param name="end">Where it must have ended.</param>
public sealed class ExpressionParser(SourceText source, int start, int end) : ExpressionReader(source, start, end)
{
    private const int MaxDepth = 60;

    private static readonly string[][] Levels = [["or"], ["and"], ["=", "!=", "<=", "<", ">=", ">", "in", "matches"], ["+", "-"], ["*", "/", "div", "mod"]];

    private int _depth;

    /// <summary>Reads an expression that must fill everything up to the end.</summary>
    public Expression ReadAll()
    {
        var expression = Read();
        return At == End ? expression : throw Source.Error(At, "an operator was expected here: + - * / div mod = != < <= > >= in matches and or");
    }

    public Expression Read() => ReadLevel(0);

    /// <summary>Reads <c>my.NAME</c> or <c>our.NAME</c>, perhaps with a key.</summary>
    public StateExpression ReadVariable()
    {
        var operand = ReadOperand();
        return operand as StateExpression ?? throw operand.At.Error("a variable was expected here: my.NAME, our.NAME, our.NAME[$key]");
    }

    private Expression ReadLevel(int level)
    {
        if (level == Levels.Length)
        {
            return ReadOperand();
        }

        if (level == 2 && TryWord("not"))
        {
            var from = At;
            return new NotExpression(Source.Word(from, At), Deeper(() => ReadLevel(2)));
        }

        var left = ReadLevel(level + 1);
        while (TryOperator(Levels[level]) is { } found)
        {
            left = found switch
            {
                "in" => new InExpression(left.At, left, ReadMap()),
                "matches" => ReadMatches(left),
                _ => new BinaryExpression(left.At, found, left, ReadLevel(level + 1)),
            };
        }

        return left;
    }

    private StateExpression ReadMap()
    {
        SkipBlanks();
        return ReadOperand() as StateExpression is { Key: null } map ? map : throw Source.Error(At, "'in' takes a map: our.NAME or my.NAME");
    }

    private MatchesExpression ReadMatches(Expression text)
    {
        SkipBlanks();
        if (At >= End || Source.Bytes[At] != '/')
        {
            throw Source.Error(At, "'matches' takes a regular expression: /[a-z]+/");
        }

        var at = At;
        var regex = SafeRegex.Read(Source, ref at, End, isWhole: false);
        At = at;
        return new MatchesExpression(text.At, text, regex);
    }

    private Expression ReadOperand()
    {
        SkipBlanks();
        var from = At;
        if (At == End)
        {
            throw Source.Error(At, "a value was expected here");
        }

        switch (Source.Bytes[At])
        {
            case (byte)'(':
                At++;
                var inner = Deeper(Read);
                Expect(')');
                return inner;
            case (byte)'-':
                At++;
                var operand = Deeper(ReadOperand);
                return new NegativeExpression(Source.Word(from, At), operand);
            case (byte)'"':
                return ReadText();
            case (byte)'$':
                var named = ReadDollar();
                return named is VariableExpression parameter && At < End && Source.Bytes[At] == '(' ? new FillExpression(Source.Word(from, At), parameter, ReadArguments()) : named;
            case >= (byte)'0' and <= (byte)'9':
                return ReadNumber();
            default:
                return ReadNamed();
        }
    }

    /// <summary>Reads <c>$name</c> or <c>$(expression)</c>.</summary>
    public Expression ReadDollar()
    {
        var from = At;
        At++;
        if (At < End && Source.Bytes[At] == '(')
        {
            At++;
            var inner = Deeper(Read);
            Expect(')');
            return inner;
        }

        var at = At;
        var name = ReadName(Source, ref at, End);
        At = at;
        return name.Bytes.IsEmpty
            ? throw Source.Error(from, @"after '$' comes a name or an expression in parentheses: $name, $(1 + 2); write \$ for a dollar sign")
            : new VariableExpression(Source.Word(from, At), name.Text);
    }

    private ConstantExpression ReadNumber()
    {
        var from = At;
        while (At < End && (char.IsAsciiDigit((char)Source.Bytes[At]) || Source.Bytes[At] == '.'))
        {
            At++;
        }

        var word = Source.Word(from, At);
        return decimal.TryParse(word.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new ConstantExpression(word, new NumberValue(number))
            : throw word.Error($"{word} is not a number");
    }

    /// <summary>Reads a text in quotes.</summary>
    public JoinExpression ReadText()
    {
        var from = At++;
        List<Expression> pieces = [];
        while (At < End && Source.Bytes[At] != '"')
        {
            pieces.Add(Source.Bytes[At] == '$' ? ReadDollar() : ReadLiteral());
        }

        if (At == End)
        {
            throw Source.Error(from, "this quote is never closed");
        }

        At++;
        return new JoinExpression(Source.Word(from, At), pieces);
    }

    private ConstantExpression ReadLiteral()
    {
        var from = At;
        var text = new System.Text.StringBuilder();
        var at = At;
        while (at < End && Source.Bytes[at] is not ((byte)'"' or (byte)'$'))
        {
            text.Append(Source.Bytes[at] == '\\' ? TextEscape.Read(Source, ref at, End).Raw : ((char)Source.Bytes[at++]).ToString());
        }

        At = at;
        return new ConstantExpression(Source.Word(from, Math.Min(at, End)), new TextValue(new ByteText(text.ToString())));
    }

    private Expression ReadNamed()
    {
        var from = At;
        var at = At;
        var name = ReadName(Source, ref at, End);
        At = at;
        switch (name.Text)
        {
            case "":
                throw Source.Error(from, "a value was expected here: $name, my.NAME, our.NAME, a number, a text in quotes or a function");
            case "true" or "false":
                return new ConstantExpression(name, Value.Of(name.Text == "true"));
            case "null":
                return new ConstantExpression(name, Value.Nothing);
            case "my" or "our" when At < End && Source.Bytes[At] == '.':
                return ReadState(from, name.Text == "our");
            default:
                return ReadCall(name);
        }
    }

    private StateExpression ReadState(int from, bool isShared)
    {
        var at = At + 1;
        var name = ReadName(Source, ref at, End);
        At = at;
        if (name.Bytes.IsEmpty)
        {
            throw Source.Error(from, "a variable has a name: my.count, our.store");
        }

        Expression? key = null;
        if (At < End && Source.Bytes[At] == '[')
        {
            At++;
            key = Deeper(Read);
            Expect(']');
        }

        return new StateExpression(Source.Word(from, At), isShared, name.Text, key);
    }

    private Expression ReadCall(Token name)
    {
        var function = Function.All.FirstOrDefault(function => function.Name == name.Text);
        var isChoice = name.Text == "if";
        SkipBlanks();
        if ((function is null && !isChoice) || At == End || Source.Bytes[At] != '(')
        {
            IEnumerable<string> known = [.. Function.All.Select(static function => function.Name), "if", "true", "false", "null", "my", "our"];
            throw name.Error(function is not null || isChoice
                ? $"after the function {name} comes a value in parentheses"
                : $"{name} is no function; {DidYouMean.Hint(name.Text, known, $"text stands in quotes, a capture has a '$'; the functions are {string.Join(", ", Function.All.Select(static each => each.Name))}, if")}");
        }

        var arguments = ReadArguments();
        var takes = function?.Takes ?? 3;
        if (arguments.Count != takes)
        {
            throw name.Error($"{name} takes {takes} value{(takes == 1 ? "" : "s")}, not {arguments.Count}");
        }

        return function is null ? new ChoiceExpression(name, arguments[0], arguments[1], arguments[2]) : new CallExpression(name, function, arguments);
    }

    /// <summary>Reads values in parentheses.</summary>
    private List<Expression> ReadArguments()
    {
        List<Expression> arguments = [];
        do
        {
            At++;
            arguments.Add(Deeper(Read));
            SkipBlanks();
        }
        while (At < End && Source.Bytes[At] == ',');
        Expect(')');
        return arguments;
    }

    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > MaxDepth)
        {
            throw Source.Error(At, $"this is nested more than {MaxDepth} deep");
        }

        var result = read();
        _depth--;
        return result;
    }
}
