using Tincan.Pages.Expressions;
using Tincan.Pages.Messages;
using Tincan.Pages.Values;

namespace Tincan.Checks.Pages;

/// <summary>A message that is made up from the pattern of a rule.</summary>
/// <param name="Form">The pattern.</param>
/// <param name="Captures">The values of its captures.</param>
/// <param name="Parameters">Those of the page.</param>
internal sealed record GeneratedMessage(MessageForm Form, IReadOnlyDictionary<string, Value> Captures, IReadOnlyDictionary<string, Value> Parameters)
{
    private static readonly string[] Words = ["a", "b2", "Hello", "x_y", "ünï", "0", "LONGER-word", "z"];

    public ByteText Bytes { get; } = Form.Write(new Scope { Parameters = Parameters, Captures = Captures.ToDictionary() });

    /// <summary>Makes one up.</summary>
    /// <param name="form">The pattern.</param>
    /// <param name="parameters">Those of the page.</param>
    /// <param name="random">Chooses the values.</param>
    /// <param name="isSimplest">Its values are as simple as can be.</param>
    public static GeneratedMessage Make(MessageForm form, IReadOnlyDictionary<string, Value> parameters, Random random, bool isSimplest)
    {
        var captures = new Dictionary<string, Value>();
        foreach (var (name, kind) in Kinds(form).Where(capture => !parameters.ContainsKey(capture.Name)))
        {
            captures[name] = kind switch
            {
                CaptureKind.Number => Number(),
                CaptureKind.Any when form is JsonMessage => Number(),
                CaptureKind.Word => new TextValue(Words[isSimplest ? 0 : random.Next(Words.Length)]),
                _ => new TextValue(string.Join(' ', Enumerable.Range(0, isSimplest ? 1 : random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)]))),
            };
        }

        return new GeneratedMessage(form, captures, parameters);

        NumberValue Number() => new(isSimplest ? 1 : random.Next(-1000, 1000));
    }

    /// <summary>The same message with one value that is simpler: nearer to 0, or shorter.</summary>
    public IEnumerable<GeneratedMessage> Simpler() => Captures.SelectMany(capture => Simpler(capture.Value).Select(value =>
        new GeneratedMessage(Form, Captures.ToDictionary(static one => one.Key, one => one.Key == capture.Key ? value : one.Value), Parameters)));

    private static IEnumerable<Value> Simpler(Value value)
    {
        if (value is NumberValue { Number: var number })
        {
            return Nearer(number).Where(one => Weight(one) < Weight(number)).Distinct().Select(static one => new NumberValue(one));
        }

        if (value is not TextValue { Text: var bytes } || !bytes.TryDecode(out var text))
        {
            return [];
        }

        string[] shorter = ["a", .. text.Split(' '), text[..(text.Length / 2)], text[Math.Min(1, text.Length)..], text[..Math.Max(0, text.Length - 1)]];
        return shorter.Where(one => one.Length > 0 && (one.Length < text.Length || (one == "a" && text.Length == 1 && text != "a"))).Distinct(StringComparer.Ordinal).Select(static one => new TextValue(one));
    }

    /// <summary>0, the number without its minus, and then from half of it on half as far from it each time: an end is found in few tries.</summary>
    private static IEnumerable<decimal> Nearer(decimal number)
    {
        yield return 0;
        yield return Math.Abs(number);
        for (var step = decimal.Truncate(number / 2); step != 0; step = decimal.Truncate(step / 2))
        {
            yield return number - step;
        }

        yield return number - Math.Sign(number);
    }

    /// <summary>A positive number is simpler than the same one with a minus.</summary>
    private static decimal Weight(decimal number) => Math.Abs(number) + (number < 0 ? 0.5m : 0);

    private static IEnumerable<(string Name, CaptureKind Kind)> Kinds(MessageForm form) => form switch
    {
        TextMessage text => text.Pieces.OfType<CapturePiece>().Select(static piece => (piece.Name, piece.Kind)),
        JsonMessage json => json.Pieces.Select(static piece => piece.Hole).OfType<JsonCapture>().Select(static hole => (hole.Name, hole.Kind)),
        _ => [],
    };
}
