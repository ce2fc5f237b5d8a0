namespace Tincan.Framing.Framings;

/// <summary>
/// Guesses the framing of a direction from its first bytes. If it recognises none, or what comes later does not fit, the evidence decides: lines, or each
/// read is a message.
/// </summary>
/// <param name="evidence">Decides between lines and reads.</param>
/// <param name="other">The framer of the other direction, if the guess may depend on it.</param>
internal sealed class GuessingFramer(EvidenceFramer evidence, GuessingFramer? other = null) : IFramer, IEvidence
{
    /// <summary>A message of an unknown protocol is not held back longer than this, in bytes.</summary>
    private const int MostHeld = 64 * 1024;

    private IFramer? _framer;
    private bool _isDecided;
    private bool _isHolding;
    private bool _wasAnswered;
    private bool _isUnfinished;
    private int _unanswered;

    /// <summary>What was guessed; null if nothing was, or the guess was wrong.</summary>
    public MessageFraming? Guess { get; private set; }

    public void Answered()
    {
        evidence.Answered();
        _wasAnswered |= _isHolding;

        // A side that answers half a message has seen a whole one.
        if (Guess is LengthFraming && _isUnfinished && _unanswered == 0)
        {
            _wasAnswered = true;
            Forget();
        }

        _unanswered = 0;
    }

    public int Look(ReadOnlySpan<byte> read) => _isDecided && _framer is null && !_isHolding ? evidence.Look(read) : 0;

    public FrameCut Cut(ReadOnlySpan<byte> bytes, int seen)
    {
        if (bytes.IsEmpty)
        {
            return FrameCut.NeedMore;
        }

        if (_wasAnswered && seen > 0)
        {
            // What had come before the answer was a message.
            (_wasAnswered, _isDecided) = (false, true);
            Forget();
            return FrameCut.Done(seen, seen);
        }

        Decide(bytes);
        if (_framer is not null && Follow(bytes, seen) is { } cut)
        {
            return cut;
        }

        if (!_isDecided)
        {
            return FrameCut.NeedMore;
        }

        if (_isHolding)
        {
            _isHolding = false;
            _ = evidence.Look(bytes);
            seen = 0;
        }

        return evidence.Cut(bytes, seen);
    }

    public string Missing(ReadOnlySpan<byte> bytes) => (_framer ?? evidence).Missing(bytes);

    private void Decide(ReadOnlySpan<byte> bytes)
    {
        if (_isDecided)
        {
            return;
        }

        Guess = other?.Guess == FramingGuess.Resp && bytes[0] is (byte)'+' or (byte)'-' or (byte)':' or (byte)'$' or (byte)'*' ? FramingGuess.Resp : FramingGuess.Of(bytes);
        _framer = Guess?.CreateFramer();
        _isDecided = Guess is not null || bytes.Length > MostHeld || !FramingGuess.MayBecomeOne(bytes);
        _isHolding = Guess is null;
    }

    /// <summary>Cuts by the guess; null if the bytes do not fit it.</summary>
    private FrameCut? Follow(ReadOnlySpan<byte> bytes, int seen)
    {
        var cut = Guess is ScannedFraming { Form: ScannedForm.Json } && !FramingGuess.IsStructured(bytes) ? FrameCut.Invalid("") : _framer!.Cut(bytes, _isUnfinished ? seen : 0);
        _isUnfinished = cut.Status == FrameStatus.NeedMore;
        if (cut.Status == FrameStatus.Invalid)
        {
            Forget();
            _isHolding = true;
            return null;
        }

        _unanswered += cut.Status == FrameStatus.Done ? 1 : 0;
        return cut;
    }

    private void Forget() => (_framer, Guess, _isUnfinished, _isHolding) = (null, null, false, false);
}
