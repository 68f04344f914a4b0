/** An outline after the page is deskewed. */
export interface Span {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
}
