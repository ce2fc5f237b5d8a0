using Tincan.Checks.Parameters;

namespace Tincan.Checks.Probing;

/// <summary>What bytes of a program show of parameters that several suites have.</summary>
internal static class ParameterProbes
{
    extension(Prober prober)
    {
        /// <summary>Looks at what came on accept.</summary>
        /// <param name="greeting">What came; empty for nothing.</param>
        public void DetectGreeting(ReadOnlySpan<byte> greeting)
        {
            if (!greeting.IsEmpty)
            {
                prober.SetParameter(GreetingParameter.Greeting, Encoding.UTF8.GetString(greeting), $"it greets with {Prober.Quote(greeting)}");
            }
        }

        /// <summary>Looks whether messages are padded.</summary>
        public void DetectPadding(ReadOnlySpan<byte> messages)
        {
            if (Padding.Size(messages) is > 0 and var size)
            {
                prober.SetParameter(NamesParameters.Padding, size.ToString(CultureInfo.InvariantCulture), $"it pads each message with spaces to {size} bytes");
            }
        }

        /// <summary>Looks whether the program sends its whole buffer: from then on its texts are what is judged.</summary>
        /// <param name="sent">Everything that came for one message, or for several.</param>
        /// <returns>It sends its buffer, and so the probe has to ask again.</returns>
        public bool DetectBuffer(ReadOnlySpan<byte> sent)
        {
            if (!prober.CanSet(BufferParameter.Size) || BufferParameter.Of(prober.Options) > 0 || FixedBuffer.Recognise(sent) is not (> 0 and var size))
            {
                return false;
            }

            prober.SetParameter(BufferParameter.Size, size.ToString(CultureInfo.InvariantCulture), $"it sends a buffer of {size} bytes for each message, whatever its text");
            return true;
        }
    }
}
