namespace Tincan.Pages.Expressions;

/// <summary>Reads the words and signs of expressions, one after the other.</summary>
/// <param name="source">The page.</param>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it must have ended.</param>
public abstract class ExpressionReader(SourceText source, int start, int end)
{
    /// <summary>Where it continues: after what has been read.</summary>
    public int At { get; protected set; } = start;

    protected SourceText Source { get; } = source;

    protected int End { get; } = end;

    /// <summary>Reads <c>name</c>, letters, digits, '_', and '-' before a letter; empty if there is none.</summary>
    public static Token ReadName(SourceText source, ref int at, int end)
    {
        var start = at;
        while (at < end && (IsNameByte(source.Bytes[at]) || (source.Bytes[at] == '-' && at > start && at + 1 < end && char.IsAsciiLetter((char)source.Bytes[at + 1]))))
        {
            at++;
        }

        return source.Word(start, at);
    }

    private static bool IsNameByte(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '_';

    protected void Expect(char closing)
    {
        SkipBlanks();
        if (At == End || Source.Bytes[At] != closing)
        {
            throw Source.Error(At, $"'{closing}' was expected here");
        }

        At++;
    }

    protected string? TryOperator(string[] operators)
    {
        SkipBlanks();
        foreach (var found in operators)
        {
            if (char.IsAsciiLetter(found[0]) ? TryWord(found) : Source.Bytes[At..End].StartsWith(System.Text.Encoding.ASCII.GetBytes(found)))
            {
                At += char.IsAsciiLetter(found[0]) ? 0 : found.Length;
                return found;
            }
        }

        return null;
    }

    protected bool TryWord(string word)
    {
        SkipBlanks();
        var at = At;
        if (ReadName(Source, ref at, End).Text != word)
        {
            return false;
        }

        At = at;
        return true;
    }

    protected void SkipBlanks()
    {
        while (At < End && Source.Bytes[At] is (byte)' ' or (byte)'\t')
        {
            At++;
        }
    }
}
