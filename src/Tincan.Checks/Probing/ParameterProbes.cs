using Tincan.Checks.Parameters;

namespace Tincan.Checks.Probing;

/// <summary>Recognises parameters that several suites have in the bytes that a program sent.</summary>
internal static class ParameterProbes
{
    extension(Prober prober)
    {
        /// <summary>Reports that messages are padded.</summary>
        public void DetectPadding(ReadOnlySpan<byte> messages)
        {
            if (Padding.Size(messages) is > 0 and var size)
            {
                prober.SetParameter(SharedParameters.Padding, size.ToString(CultureInfo.InvariantCulture), $"it pads each message with spaces to {size} bytes");
            }
        }

        /// <summary>Reports that the program sends its whole buffer. From then on, only its text is judged.</summary>
        /// <param name="sent">Everything that came for one or more messages.</param>
        /// <returns>Whether it does, so that the probe must ask again.</returns>
        public bool DetectBuffer(ReadOnlySpan<byte> sent)
        {
            if (!prober.CanSet(SharedParameters.Buffer) || SharedParameters.BufferOf(prober.Options) > 0 || FixedBuffer.Recognise(sent) is not (> 0 and var size))
            {
                return false;
            }

            prober.SetParameter(SharedParameters.Buffer, size.ToString(CultureInfo.InvariantCulture), $"it sends a buffer of {size} bytes for each message, whatever its text");
            return true;
        }
    }
}
