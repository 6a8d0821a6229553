"""A report read as claims: file → paragraphs → sentences → whose figures they are → what each figure is."""
