package dev.indicia.dkim2;

/**
 * How much work one message may cause. Each limit that is hit gives a {@link Dkim2Reason}.
 *
 * @param fieldsMax DKIM2-Signature fields in one message, and Message-Instance fields likewise
 * @param fieldOctetsMax size of one of these fields with its folding, in octets
 * @param tagsMax tags in one field
 * @param valuesMax hashes in one {@code h=}, signatures in one {@code s=}
 * @param recipientsMax paths in one {@code rt=}
 * @param recipeOctetsMax size of one recipe as JSON, in octets
 * @param recipeStepsMax steps in one recipe
 * @param recreatedOctetsMax size of all earlier states of a message together, in octets
 * @param keysMax keys looked up for one message
 * @param diffLinesMax lines of both bodies together that making a recipe compares, those alike at
 *     their beginning and end apart
 * @param diffWorkFactor comparisons that making a recipe may cost, for each line of both bodies
 */
public record Dkim2Limits(
    int fieldsMax,
    int fieldOctetsMax,
    int tagsMax,
    int valuesMax,
    int recipientsMax,
    int recipeOctetsMax,
    int recipeStepsMax,
    long recreatedOctetsMax,
    int keysMax,
    int diffLinesMax,
    int diffWorkFactor) {

  /**
   * 50 hops, 256 KiB a field, 50 tags, 8 values, 1000 recipients, 128 KiB and 20,000 steps a
   * recipe, 256 MiB of earlier states, 100 keys, 2^20 lines, 64 comparisons a line.
   */
  public static final Dkim2Limits DEFAULT =
      new Dkim2Limits(50, 256 << 10, 50, 8, 1000, 128 << 10, 20_000, 256L << 20, 100, 1 << 20, 64);

  public Dkim2Limits {
    if (fieldsMax < 1
        || fieldOctetsMax < 512
        || tagsMax < 10
        || valuesMax < 1
        || recipientsMax < 1
        || recipeOctetsMax < 16
        || recipeStepsMax < 1
        || recreatedOctetsMax < 1024
        || keysMax < 1
        || diffLinesMax < 0
        || diffWorkFactor < 1) {
      throw new IllegalArgumentException("a limit is too small for any message");
    }
  }

  /** The same with other bounds of hops, values and keys. */
  public Dkim2Limits withChain(int newFieldsMax, int newValuesMax, int newKeysMax) {
    return new Dkim2Limits(
        newFieldsMax,
        fieldOctetsMax,
        tagsMax,
        newValuesMax,
        recipientsMax,
        recipeOctetsMax,
        recipeStepsMax,
        recreatedOctetsMax,
        newKeysMax,
        diffLinesMax,
        diffWorkFactor);
  }

  /** The same with other bounds of one field. */
  public Dkim2Limits withField(int newOctetsMax, int newTagsMax, int newRecipientsMax) {
    return new Dkim2Limits(
        fieldsMax,
        newOctetsMax,
        newTagsMax,
        valuesMax,
        newRecipientsMax,
        recipeOctetsMax,
        recipeStepsMax,
        recreatedOctetsMax,
        keysMax,
        diffLinesMax,
        diffWorkFactor);
  }

  /** The same with other bounds of recipes. */
  public Dkim2Limits withRecipe(int newOctetsMax, int newStepsMax, long newRecreatedMax) {
    return new Dkim2Limits(
        fieldsMax,
        fieldOctetsMax,
        tagsMax,
        valuesMax,
        recipientsMax,
        newOctetsMax,
        newStepsMax,
        newRecreatedMax,
        keysMax,
        diffLinesMax,
        diffWorkFactor);
  }
}
